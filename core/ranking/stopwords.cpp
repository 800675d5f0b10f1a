// The English words that scikit-learn's stop_words='english' leaves out (the Glasgow Information Retrieval Group's
// list); ASReview's model ELAS u3 rests on them.
#include "core/ranking/tokens.h"

#include <algorithm>
#include <array>

namespace winnow::ranking {

namespace {

constexpr std::array<std::u32string_view, 318> StopWords{U"a", U"about", U"above", U"across", U"after", U"afterwards",
    U"again", U"against", U"all", U"almost", U"alone", U"along", U"already", U"also", U"although", U"always", U"am",
    U"among", U"amongst", U"amoungst", U"amount", U"an", U"and", U"another", U"any", U"anyhow", U"anyone", U"anything",
    U"anyway", U"anywhere", U"are", U"around", U"as", U"at", U"back", U"be", U"became", U"because", U"become",
    U"becomes", U"becoming", U"been", U"before", U"beforehand", U"behind", U"being", U"below", U"beside", U"besides",
    U"between", U"beyond", U"bill", U"both", U"bottom", U"but", U"by", U"call", U"can", U"cannot", U"cant", U"co",
    U"con", U"could", U"couldnt", U"cry", U"de", U"describe", U"detail", U"do", U"done", U"down", U"due", U"during",
    U"each", U"eg", U"eight", U"either", U"eleven", U"else", U"elsewhere", U"empty", U"enough", U"etc", U"even",
    U"ever", U"every", U"everyone", U"everything", U"everywhere", U"except", U"few", U"fifteen", U"fifty", U"fill",
    U"find", U"fire", U"first", U"five", U"for", U"former", U"formerly", U"forty", U"found", U"four", U"from", U"front",
    U"full", U"further", U"get", U"give", U"go", U"had", U"has", U"hasnt", U"have", U"he", U"hence", U"her", U"here",
    U"hereafter", U"hereby", U"herein", U"hereupon", U"hers", U"herself", U"him", U"himself", U"his", U"how",
    U"however", U"hundred", U"i", U"ie", U"if", U"in", U"inc", U"indeed", U"interest", U"into", U"is", U"it", U"its",
    U"itself", U"keep", U"last", U"latter", U"latterly", U"least", U"less", U"ltd", U"made", U"many", U"may", U"me",
    U"meanwhile", U"might", U"mill", U"mine", U"more", U"moreover", U"most", U"mostly", U"move", U"much", U"must",
    U"my", U"myself", U"name", U"namely", U"neither", U"never", U"nevertheless", U"next", U"nine", U"no", U"nobody",
    U"none", U"noone", U"nor", U"not", U"nothing", U"now", U"nowhere", U"of", U"off", U"often", U"on", U"once", U"one",
    U"only", U"onto", U"or", U"other", U"others", U"otherwise", U"our", U"ours", U"ourselves", U"out", U"over", U"own",
    U"part", U"per", U"perhaps", U"please", U"put", U"rather", U"re", U"same", U"see", U"seem", U"seemed", U"seeming",
    U"seems", U"serious", U"several", U"she", U"should", U"show", U"side", U"since", U"sincere", U"six", U"sixty",
    U"so", U"some", U"somehow", U"someone", U"something", U"sometime", U"sometimes", U"somewhere", U"still", U"such",
    U"system", U"take", U"ten", U"than", U"that", U"the", U"their", U"them", U"themselves", U"then", U"thence",
    U"there", U"thereafter", U"thereby", U"therefore", U"therein", U"thereupon", U"these", U"they", U"thick", U"thin",
    U"third", U"this", U"those", U"though", U"three", U"through", U"throughout", U"thru", U"thus", U"to", U"together",
    U"too", U"top", U"toward", U"towards", U"twelve", U"twenty", U"two", U"un", U"under", U"until", U"up", U"upon",
    U"us", U"very", U"via", U"was", U"we", U"well", U"were", U"what", U"whatever", U"when", U"whence", U"whenever",
    U"where", U"whereafter", U"whereas", U"whereby", U"wherein", U"whereupon", U"wherever", U"whether", U"which",
    U"while", U"whither", U"who", U"whoever", U"whole", U"whom", U"whose", U"why", U"will", U"with", U"within",
    U"without", U"would", U"yet", U"you", U"your", U"yours", U"yourself", U"yourselves"};

} // namespace

bool isStopWord(std::u32string_view word)
{
    return std::ranges::binary_search(StopWords, word);
}

} // namespace winnow::ranking
