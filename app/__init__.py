"""The service: HTTP and websocket API, persistence, jobs, wiring."""
