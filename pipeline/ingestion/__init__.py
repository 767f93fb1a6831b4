"""New publications: a registry of sources, polite fetching, versions of a publication, and what may be published."""
