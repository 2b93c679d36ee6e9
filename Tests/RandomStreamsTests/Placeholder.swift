// RandomStreamsTests
