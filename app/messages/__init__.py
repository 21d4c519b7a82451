"""What goes over the wire to boards: pictures, frames, heartbeats, snapshots. Shapes only."""
