"""Who may do what: roles, accounts, keys and sessions. Decides and stores; knows no HTTP."""
