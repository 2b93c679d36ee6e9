// Statistical
