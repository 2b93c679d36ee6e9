// MarkovChainsTests
