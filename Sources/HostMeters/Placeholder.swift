// HostMeters
