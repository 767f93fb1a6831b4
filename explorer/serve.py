"""Streamlit's server with the rooms loaded before anybody comes, so that the first page need not wait for libraries.

Takes the arguments of the command `streamlit`; `kip explore` gives them.
"""

from streamlit.web.cli import main

from explorer.rooms import comparison, findings, overview, review, runs, source

ROOMS = (overview, comparison, findings, source, review, runs)

if __name__ == "__main__":
    main(prog_name="streamlit")
