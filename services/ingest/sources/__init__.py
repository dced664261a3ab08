"""Where articles come from besides the HTTP interface. Each source gives `Item`s to send and `Fault`s to tell."""
