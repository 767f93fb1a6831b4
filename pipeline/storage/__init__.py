"""Artefacts, ledger, tables and exports."""
