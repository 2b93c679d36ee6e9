// MarkovChains
