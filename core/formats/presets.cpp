#include "core/formats/presets.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

using Word = std::string_view;

template <std::size_t N> consteval std::array<Heading, N> sorted(const Heading (&headings)[N])
{
    std::array<Heading, N> all = std::to_array(headings);
    std::ranges::sort(all, {}, &Heading::key);
    return all;
}

// Words that mean the same wherever they stand. Names that only one database uses in its own sense are in Presets.
constexpr auto Known = sorted({
    {"title", Slot::Title},
    {"titles", Slot::Title},
    {"articletitle", Slot::Title},
    {"documenttitle", Slot::Title},
    {"itemtitle", Slot::Title},
    {"primarytitle", Slot::Title},
    {"titleprimary", Slot::Title},
    {"papertitle", Slot::Title},
    {"studytitle", Slot::Title},
    {"publictitle", Slot::Title},
    {"brieftitle", Slot::Title},
    {"displayname", Slot::Title},
    {"titel", Slot::Title},
    {"titre", Slot::Title},
    {"titulo", Slot::Title},
    {"titolo", Slot::Title},
    {"originaltitle", Slot::OriginalTitle},
    {"originalforeigntitle", Slot::OriginalTitle},
    {"foreigntitle", Slot::OriginalTitle},
    {"vernaculartitle", Slot::OriginalTitle},
    {"abstract", Slot::Abstract},
    {"abstracts", Slot::Abstract},
    {"abstractnote", Slot::Abstract},
    {"abstracttext", Slot::Abstract},
    {"briefsummary", Slot::Abstract},
    {"notesabstract", Slot::Abstract},
    {"resumen", Slot::Abstract},
    {"zusammenfassung", Slot::Abstract},
    {"author", Slot::Authors},
    {"authors", Slot::Authors},
    {"authorlist", Slot::Authors},
    {"authornames", Slot::Authors},
    {"authorsprimary", Slot::Authors},
    {"primaryauthors", Slot::Authors},
    {"firstauthors", Slot::Authors},
    {"creators", Slot::Authors},
    {"autoren", Slot::Authors},
    {"auteurs", Slot::Authors},
    {"autores", Slot::Authors},
    {"authorfullnames", Slot::FullAuthors},
    {"authorsfullnames", Slot::FullAuthors},
    {"authorfullname", Slot::FullAuthors},
    {"authorshipsauthordisplayname", Slot::Authors},
    {"authorshipsrawauthorname", Slot::None},
    {"firstauthor", Slot::FirstAuthor},
    {"groupauthors", Slot::GroupAuthors},
    {"collectiveauthors", Slot::GroupAuthors},
    {"bookauthors", Slot::BookAuthors},
    {"editor", Slot::Editors},
    {"editors", Slot::Editors},
    {"year", Slot::Year},
    {"publicationyear", Slot::Year},
    {"publishedyear", Slot::Year},
    {"pubyear", Slot::Year},
    {"yearofpublication", Slot::Year},
    {"publyear", Slot::Year},
    {"jahr", Slot::Year},
    {"annee", Slot::Year},
    {"ano", Slot::Year},
    {"date", Slot::Date},
    {"publicationdate", Slot::Date},
    {"dateofpublication", Slot::Date},
    {"datepublished", Slot::Date},
    {"publisheddate", Slot::Date},
    {"pubdate", Slot::Date},
    {"coverdate", Slot::Date},
    {"journal", Slot::Journal},
    {"journaltitle", Slot::Journal},
    {"journalname", Slot::Journal},
    {"journalbook", Slot::Journal},
    {"publicationtitle", Slot::Journal},
    {"publicationname", Slot::Journal},
    {"publication", Slot::Journal},
    {"sourcetitle", Slot::Journal},
    {"sourcetitleanthologytitle", Slot::Journal},
    {"periodicalfull", Slot::Journal},
    {"containertitle", Slot::Journal},
    {"secondarytitle", Slot::Journal},
    {"fulljournalname", Slot::Journal},
    {"zeitschrift", Slot::Journal},
    {"revista", Slot::Journal},
    {"booktitle", Slot::Book},
    {"conferencename", Slot::Book},
    {"conferencetitle", Slot::Book},
    {"journalabbreviation", Slot::JournalAbbreviation},
    {"journalabbrev", Slot::JournalAbbreviation},
    {"abbreviatedsourcetitle", Slot::JournalAbbreviation},
    {"periodicalabbrev", Slot::JournalAbbreviation},
    {"isoabbreviation", Slot::IsoAbbreviation},
    {"journalisoabbreviation", Slot::IsoAbbreviation},
    {"volume", Slot::Volume},
    {"vol", Slot::Volume},
    {"journalvolume", Slot::Volume},
    {"bibliovolume", Slot::Volume},
    {"issue", Slot::Issue},
    {"number", Slot::Issue},
    {"issuenumber", Slot::Issue},
    {"issueno", Slot::Issue},
    {"journalissue", Slot::Issue},
    {"biblioissue", Slot::Issue},
    {"pages", Slot::Pages},
    {"page", Slot::Pages},
    {"pagination", Slot::Pages},
    {"pagerange", Slot::Pages},
    {"pagestart", Slot::FirstPage},
    {"startpage", Slot::FirstPage},
    {"firstpage", Slot::FirstPage},
    {"fpage", Slot::FirstPage},
    {"beginningpage", Slot::FirstPage},
    {"bibliofirstpage", Slot::FirstPage},
    {"pageend", Slot::LastPage},
    {"endpage", Slot::LastPage},
    {"lastpage", Slot::LastPage},
    {"endingpage", Slot::LastPage},
    {"lpage", Slot::LastPage},
    {"bibliolastpage", Slot::LastPage},
    {"artno", Slot::ArticleNumber},
    {"articlenumber", Slot::ArticleNumber},
    {"doi", Slot::Doi},
    {"dois", Slot::Doi},
    {"itemdoi", Slot::Doi},
    {"articledoi", Slot::Doi},
    {"doilink", Slot::Doi},
    {"idsdoi", Slot::Doi},
    {"bookdoi", Slot::BookDoi},
    {"pmid", Slot::Pmid},
    {"pubmedid", Slot::Pmid},
    {"pubmed", Slot::Pmid},
    {"medlinepmid", Slot::Pmid},
    {"idspmid", Slot::Pmid},
    {"pmcid", Slot::Pmcid},
    {"pmc", Slot::Pmcid},
    {"idspmcid", Slot::Pmcid},
    {"pubmedcentralid", Slot::Pmcid},
    {"wos", Slot::Wos},
    {"wosid", Slot::Wos},
    {"utuniquewosid", Slot::Wos},
    {"uniquewosid", Slot::Wos},
    {"id", Slot::SourceId},
    {"recordid", Slot::SourceId},
    {"sourceid", Slot::SourceId},
    {"accessionnumber", Slot::SourceId},
    {"embaseaccessionid", Slot::SourceId},
    {"centralid", Slot::SourceId},
    {"eid", Slot::SourceId},
    {"lensid", Slot::SourceId},
    {"refid", Slot::SourceId},
    {"referenceid", Slot::SourceId},
    {"itemid", Slot::SourceId},
    {"key", Slot::SourceId},
    {"ref", Slot::OtherId},
    {"pui", Slot::OtherId},
    {"openalexid", Slot::OtherId},
    {"idsopenalex", Slot::OtherId},
    {"registrations", Slot::Registrations},
    {"registration", Slot::Registrations},
    {"clinicaltrialnumbers", Slot::Registrations},
    {"trialregistration", Slot::Registrations},
    {"trialregistrationnumber", Slot::Registrations},
    {"ctgovid", Slot::Registrations},
    {"ictrpid", Slot::Registrations},
    {"registryid", Slot::Registrations},
    {"nctid", Slot::Registrations},
    {"nctnumber", Slot::Registrations},
    {"keywords", Slot::Keywords},
    {"keyword", Slot::Keywords},
    {"authorkeywords", Slot::Keywords},
    {"keywordsauthor", Slot::Keywords},
    {"keywordsdisplayname", Slot::Keywords},
    {"keywordsplus", Slot::Keywords},
    {"indexkeywords", Slot::Keywords},
    {"subjects", Slot::Keywords},
    {"subjectterms", Slot::Keywords},
    {"mesh", Slot::Mesh},
    {"meshterms", Slot::Mesh},
    {"meshheadings", Slot::Mesh},
    {"types", Slot::Types},
    {"publicationtype", Slot::Types},
    {"publicationtypes", Slot::Types},
    {"documenttype", Slot::Types},
    {"doctype", Slot::Types},
    {"contenttype", Slot::Types},
    {"typeofreference", Slot::Types},
    {"referencetype", Slot::Types},
    {"itemtype", Slot::Types},
    {"entrytype", Slot::Types},
    {"reftype", Slot::Types},
    {"kind", Slot::Kind},
    {"language", Slot::Language},
    {"lang", Slot::Language},
    {"languages", Slot::Language},
    {"articlelanguage", Slot::Language},
    {"languageoforiginaldocument", Slot::Language},
    {"url", Slot::Urls},
    {"urls", Slot::Urls},
    {"link", Slot::Urls},
    {"links", Slot::Urls},
    {"articleurl", Slot::Urls},
    {"fulltexturl", Slot::Urls},
    {"studyurl", Slot::Urls},
    {"externalurl", Slot::Urls},
    {"pdflink", Slot::Urls},
    {"plink", Slot::Urls},
    {"webaddress", Slot::Urls},
    {"primarylocationlandingpageurl", Slot::Urls},
    {"publisher", Slot::Publisher},
    {"publishername", Slot::Publisher},
    {"issn", Slot::Serials},
    {"issns", Slot::Serials},
    {"isbn", Slot::Serials},
    {"isbns", Slot::Serials},
    {"eissn", Slot::Serials},
    {"issnisbn", Slot::Serials},
    {"serials", Slot::Serials},
    {"notices", Slot::Notices},
    {"isretracted", Slot::Retracted},
    {"primarylocationsourcedisplayname", Slot::Journal},
    {"primarylocationsourceissn", Slot::Serials},
    {"databasename", Slot::DatabaseName},
    {"database", Slot::DatabaseName},
    {"labels", Slot::Labels},
    {"trialstatus", Slot::TrialStatus},
    {"trialphases", Slot::TrialPhases},
    {"trialenrolment", Slot::TrialEnrolment},
    {"trialstudytype", Slot::TrialStudyType},
    {"trialconditions", Slot::TrialConditions},
    {"trialinterventions", Slot::TrialInterventions},
    {"trialsponsors", Slot::TrialSponsors},
    {"trialcountries", Slot::TrialCountries},
    {"trialregistered", Slot::TrialRegistered},
    {"trialstarted", Slot::TrialStarted},
    {"trialcompleted", Slot::TrialCompleted},
    {"trialupdated", Slot::TrialUpdated},
    {"accession", Slot::OtherId},
    {"authorstring", Slot::Authors},
    {"sourcejournal", Slot::Journal},
    {"registryids", Slot::Registrations},
    {"articletype", Slot::Types},
    {"note", Slot::ToolNote},
    {"notes", Slot::ToolNote},
    {"decision", Slot::Decision},
    {"screeningdecision", Slot::Decision},
    {"exclusionreason", Slot::Reason},
    // ASReview, and the labelled sets that it reads
    {"labelincluded", Slot::Decision},
    {"asreviewlabel", Slot::Decision},
    {"asreviewnote", Slot::Note},
    {"asreviewtags", Slot::Labels},
    {"includedlabel", Slot::Decision},
});

// Winnow's own export, see core/formats/carried.h
constexpr std::array WinnowMarks = {Word{"verdict"}, Word{"fulltextverdict"}, Word{"sourceid"}};
constexpr std::array WinnowHeadings = {
    Heading{"verdict", Slot::Decision},
    Heading{"reason", Slot::Reason},
    Heading{"decisionnote", Slot::DecisionNote},
    Heading{"fulltextverdict", Slot::FullTextDecision},
    Heading{"fulltextreason", Slot::FullTextReason},
    Heading{"fulltextnote", Slot::FullTextNote},
    Heading{"note", Slot::Note},
    Heading{"winnow", Slot::Carried},
};

constexpr std::array PubMedMarks = {Word{"pmid"}, Word{"journalbook"}};
constexpr std::array PubMedHeadings = {Heading{"citation", Slot::Citation}, Heading{"createdate", Slot::None}};

// webofscience.zendesk.com, "Web of Science Core Collection field tags"
constexpr std::array WosTagMarks = {Word{"pt"}, Word{"au"}, Word{"ti"}, Word{"so"}};
constexpr std::array WosNameMarks = {Word{"publicationtype"}, Word{"articletitle"}, Word{"sourcetitle"}};
constexpr std::array WosNameAny = {
    Word{"utuniquewosid"}, Word{"utuniqueid"}, Word{"authorfullnames"}, Word{"idsnumber"}};
constexpr std::array WosHeadings = {
    Heading{"pt", Slot::PublicationType},
    Heading{"ti", Slot::Title},
    Heading{"ft", Slot::OriginalTitle},
    Heading{"ab", Slot::Abstract},
    Heading{"af", Slot::FullAuthors},
    Heading{"au", Slot::Authors},
    Heading{"bf", Slot::BookAuthors},
    Heading{"ba", Slot::BookAuthors},
    Heading{"ca", Slot::GroupAuthors},
    Heading{"gp", Slot::BookGroup},
    Heading{"be", Slot::Editors},
    Heading{"py", Slot::Year},
    Heading{"ea", Slot::EarlyAccess},
    Heading{"ey", Slot::EarlyAccess},
    Heading{"pd", Slot::Date},
    Heading{"so", Slot::Journal},
    Heading{"ji", Slot::IsoAbbreviation},
    Heading{"j9", Slot::JournalAbbreviation},
    Heading{"vl", Slot::Volume},
    Heading{"is", Slot::Issue},
    Heading{"bp", Slot::FirstPage},
    Heading{"ep", Slot::LastPage},
    Heading{"ps", Slot::Pages},
    Heading{"ar", Slot::ArticleNumber},
    Heading{"di", Slot::Doi},
    Heading{"d2", Slot::BookDoi},
    Heading{"dl", Slot::BookDoi},
    Heading{"pm", Slot::Pmid},
    Heading{"ut", Slot::Wos},
    Heading{"an", Slot::OtherId},
    Heading{"la", Slot::Language},
    Heading{"dt", Slot::Types},
    Heading{"de", Slot::Keywords},
    Heading{"id", Slot::Keywords},
    Heading{"ur", Slot::Urls},
    Heading{"pu", Slot::Publisher},
    Heading{"sn", Slot::Serials},
    Heading{"ei", Slot::Serials},
    Heading{"bn", Slot::Serials},
    Heading{"ds", Slot::None},
    // The long names; those that mean the same elsewhere are among the known words.
    Heading{"publicationtype", Slot::PublicationType},
    Heading{"bookauthorfullnames", Slot::BookAuthors},
    Heading{"bookgroupauthors", Slot::BookGroup},
    Heading{"bookeditors", Slot::Editors},
    Heading{"earlyaccessdate", Slot::EarlyAccess},
    Heading{"conferencetitle", Slot::None},
    Heading{"doilink", Slot::None},
    Heading{"bookdoi", Slot::BookDoi},
};

constexpr std::array CtgovMarks = {Word{"nctnumber"}};
constexpr std::array CtgovAny = {Word{"studytitle"}, Word{"studyurl"}, Word{"studystatus"}, Word{"studyresults"},
    Word{"briefsummary"}, Word{"conditions"}, Word{"interventions"}, Word{"sponsor"}, Word{"sponsorcollaborators"},
    Word{"collaborators"}, Word{"phases"}, Word{"enrollment"}, Word{"fundertype"}, Word{"fundedbys"}, Word{"studytype"},
    Word{"studydesign"}, Word{"studydesigns"}, Word{"otherids"}, Word{"startdate"}, Word{"firstposted"},
    Word{"lastupdateposted"}, Word{"locations"}, Word{"rank"}};
constexpr std::array Publications = {Word{"journal"}, Word{"doi"}, Word{"authors"}, Word{"author"}, Word{"pmid"}};
constexpr std::array CtgovHeadings = {
    Heading{"nctnumber", Slot::RegistrationId},
    Heading{"status", Slot::TrialStatus},
    Heading{"studystatus", Slot::TrialStatus},
    Heading{"studyresults", Slot::TrialResults},
    Heading{"conditions", Slot::TrialConditions},
    Heading{"interventions", Slot::TrialInterventions},
    Heading{"sponsor", Slot::TrialSponsors},
    Heading{"collaborators", Slot::TrialSponsors},
    Heading{"sponsorcollaborators", Slot::TrialSponsors},
    Heading{"phases", Slot::TrialPhases},
    Heading{"enrollment", Slot::TrialEnrolment},
    Heading{"studytype", Slot::TrialStudyType},
    Heading{"otherids", Slot::Registrations},
    Heading{"primaryoutcomemeasures", Slot::TrialPrimaryOutcomes},
    Heading{"secondaryoutcomemeasures", Slot::TrialSecondaryOutcomes},
    Heading{"outcomemeasures", Slot::TrialPrimaryOutcomes},
    Heading{"startdate", Slot::TrialStarted},
    Heading{"completiondate", Slot::TrialCompleted},
    Heading{"firstposted", Slot::TrialRegistered},
    Heading{"lastupdateposted", Slot::TrialUpdated},
    Heading{"locations", Slot::TrialLocations},
};

constexpr std::array IctrpMarks = {Word{"trialid"}, Word{"publictitle"}};
constexpr std::array IctrpHeadings = {
    Heading{"trialid", Slot::RegistrationId},
    Heading{"scientifictitle", Slot::TrialOfficialTitle},
    Heading{"primaryoutcome", Slot::TrialPrimaryOutcomes},
    Heading{"secondaryoutcome", Slot::TrialSecondaryOutcomes},
    Heading{"inclusioncriteria", Slot::TrialEligibility},
    Heading{"exclusioncriteria", Slot::TrialEligibility},
    Heading{"primarysponsor", Slot::TrialSponsors},
    Heading{"secondarysponsor", Slot::TrialSponsors},
    Heading{"secondarysponsors", Slot::TrialSponsors},
    Heading{"dateregistration", Slot::TrialRegistered},
    Heading{"recruitmentstatus", Slot::TrialStatus},
    Heading{"targetsize", Slot::TrialEnrolment},
    Heading{"studytype", Slot::TrialStudyType},
    Heading{"phase", Slot::TrialPhases},
    Heading{"countries", Slot::TrialCountries},
    Heading{"condition", Slot::TrialConditions},
    Heading{"intervention", Slot::TrialInterventions},
    Heading{"secondaryid", Slot::Registrations},
    Heading{"secondaryids", Slot::Registrations},
    Heading{"dateenrollement", Slot::TrialStarted},
    Heading{"dateenrolment", Slot::TrialStarted},
    Heading{"dateenrollment", Slot::TrialStarted},
    Heading{"lastrefreshedon", Slot::TrialUpdated},
};

constexpr std::array ScopusMarks = {Word{"eid"}};
constexpr std::array ScopusAny = {Word{"sourcetitle"}, Word{"authors"}, Word{"documenttype"}, Word{"publicationstage"}};
constexpr std::array ScopusHeadings = {Heading{"source", Slot::None}};

constexpr std::array EmbaseMarks = {Word{"title"}};
constexpr std::array EmbaseAny = {
    Word{"embaseaccessionid"}, Word{"emtreedrugindexterms"}, Word{"emtreemedicalindexterms"}, Word{"embaselink"}};
constexpr std::array EmbaseHeadings = {
    Heading{"source", Slot::Citation},
    Heading{"emtreedrugindextermsmajorfocus", Slot::Keywords},
    Heading{"emtreedrugindexterms", Slot::Keywords},
    Heading{"emtreemedicalindextermsmajorfocus", Slot::Keywords},
    Heading{"emtreemedicalindexterms", Slot::Keywords},
    Heading{"fulltextlink", Slot::Urls},
    Heading{"embaselink", Slot::Urls},
    Heading{"bookpublisher", Slot::Publisher},
};

constexpr std::array CochraneMarks = {Word{"title"}};
constexpr std::array CochraneAny = {Word{"centralid"}, Word{"cochranereviewgroupcode"}};
constexpr std::array CochraneHeadings = {Heading{"source", Slot::Journal}, Heading{"databasename", Slot::None}};

constexpr std::array EbscoMarks = {Word{"plink"}, Word{"accessionnumber"}};
constexpr std::array EbscoHeadings = {Heading{"pagecount", Slot::PageCount}};

constexpr std::array ProQuestMarks = {Word{"storeid"}, Word{"pubtitle"}};
constexpr std::array ProQuestHeadings = {
    Heading{"storeid", Slot::SourceId},
    Heading{"pubtitle", Slot::Journal},
    Heading{"digitalobjectidentifier", Slot::Doi},
    Heading{"documenturl", Slot::Urls},
    Heading{"identifierkeywords", Slot::Keywords},
};

constexpr std::array IeeeMarks = {Word{"documenttitle"}, Word{"documentidentifier"}};
constexpr std::array IeeeHeadings = {
    Heading{"documentidentifier", Slot::Types},
    Heading{"ieeeterms", Slot::Keywords},
    Heading{"issuedate", Slot::Date},
};

constexpr std::array SpringerMarks = {Word{"itemtitle"}, Word{"itemdoi"}};
constexpr std::array SpringerHeadings = {Heading{"bookseriestitle", Slot::Book}};

constexpr std::array PerishMarks = {Word{"gsrank"}, Word{"cites"}};
constexpr std::array PerishHeadings = {Heading{"source", Slot::Journal}, Heading{"type", Slot::Types}};
constexpr std::array ScholarMarks = {
    Word{"authors"}, Word{"title"}, Word{"publication"}, Word{"number"}, Word{"publisher"}};

constexpr std::array ZoteroMarks = {Word{"itemtype"}, Word{"abstractnote"}};
constexpr std::array ZoteroHeadings = {
    Heading{"manualtags", Slot::Keywords},
    Heading{"automatictags", Slot::Keywords},
    Heading{"extra", Slot::Extra},
    Heading{"number", Slot::None}, // of a report or a patent
    Heading{"bookauthor", Slot::None},
    Heading{"notes", Slot::ToolNote},
};

constexpr std::array LensMarks = {Word{"lensid"}};
constexpr std::array LensHeadings = {Heading{"sourceurls", Slot::Urls}};

constexpr std::array OpenAlexMarks = {Word{"id"}, Word{"displayname"}};
constexpr std::array OpenAlexAny = {
    Word{"citedbycount"}, Word{"fwci"}, Word{"primarytopicdisplayname"}, Word{"openaccessisoa"}};
constexpr std::array OpenAlexHeadings = {
    Heading{"type", Slot::Types},
    Heading{"mesh", Slot::None}, // of the whole entry, as a program writes it
    Heading{"meshdescriptorname", Slot::Mesh},
};

constexpr std::array DimensionsMarks = {Word{"publicationid"}, Word{"dimensionsurl"}};
constexpr std::array DimensionsHeadings = {
    Heading{"publicationid", Slot::SourceId},
    Heading{"anthologytitle", Slot::Book},
    Heading{"rank", Slot::None},
};

constexpr std::array CovidenceMarks = {Word{"covidence"}, Word{"title"}};
constexpr std::array CovidenceHeadings = {
    Heading{"covidence", Slot::SourceId},
    Heading{"accessionnumber", Slot::OtherId},
    Heading{"tags", Slot::Labels},
};

constexpr std::array RayyanMarks = {Word{"key"}, Word{"title"}, Word{"notes"}};
constexpr std::array RayyanAny = {Word{"pubmedid"}, Word{"pmcid"}, Word{"location"}};

constexpr std::array AbstrackrMarks = {Word{"internalid"}, Word{"consensus"}};
constexpr std::array AbstrackrHeadings = {
    Heading{"internalid", Slot::SourceId},
    Heading{"sourceid", Slot::OtherId},
    Heading{"tags", Slot::Labels},
    Heading{"consensus", Slot::Decision},
};

constexpr std::array AsreviewMarks = {Word{"included"}};
constexpr std::array AsreviewAny = {Word{"asreviewranking"}, Word{"asreviewprior"}, Word{"asreviewlabel"}};
constexpr std::array AsreviewHeadings = {
    Heading{"included", Slot::Decision},
    Heading{"exportednotes1", Slot::Note},
};

constexpr std::array MetagearMarks = {Word{"studyid"}, Word{"reviewers"}, Word{"include"}};
constexpr std::array MetagearHeadings = {Heading{"studyid", Slot::SourceId}, Heading{"include", Slot::Decision}};
constexpr std::array RevtoolsMarks = {Word{"screenedabstracts"}};
constexpr std::array RevtoolsHeadings = {Heading{"screenedabstracts", Slot::Decision}, Heading{"notes", Slot::Note}};

constexpr std::array RefWorksMarks = {Word{"referencetype"}, Word{"titleprimary"}};
constexpr std::array RefWorksHeadings = {
    Heading{"otherpages", Slot::LastPage},
    Heading{"secondarytitle", Slot::None},
    Heading{"database", Slot::None},
};

constexpr unsigned operator|(Habit a, Habit b)
{
    return static_cast<unsigned>(a) | static_cast<unsigned>(b);
}

constexpr auto Trials = Habit::Registrations | Habit::MonthFirst;
constexpr auto Wos = Habit::NoQuotes | Habit::WebOfScience;
constexpr unsigned Tool = static_cast<unsigned>(Habit::ReviewTool);
constexpr std::array Presets = {
    Preset{"", static_cast<unsigned>(Habit::Winnow), WinnowMarks, {}, {}, WinnowHeadings},
    Preset{"PubMed", 0, PubMedMarks, {}, {}, PubMedHeadings},
    Preset{"Web of Science", Wos, WosTagMarks, {}, {}, WosHeadings},
    Preset{"Web of Science", Wos, WosNameMarks, WosNameAny, {}, WosHeadings},
    Preset{"ClinicalTrials.gov", Trials, CtgovMarks, CtgovAny, Publications, CtgovHeadings},
    Preset{"WHO ICTRP", static_cast<unsigned>(Habit::Registrations), IctrpMarks, {}, {}, IctrpHeadings},
    Preset{"Embase", 0, EmbaseMarks, EmbaseAny, {}, EmbaseHeadings},
    Preset{"Cochrane CENTRAL", 0, CochraneMarks, CochraneAny, {}, CochraneHeadings},
    Preset{"EBSCOhost", static_cast<unsigned>(Habit::MonthFirst), EbscoMarks, {}, {}, EbscoHeadings},
    Preset{"ProQuest", 0, ProQuestMarks, {}, {}, ProQuestHeadings},
    Preset{"IEEE Xplore", 0, IeeeMarks, {}, {}, IeeeHeadings},
    Preset{"SpringerLink", static_cast<unsigned>(Habit::GluedAuthors), SpringerMarks, {}, {}, SpringerHeadings},
    Preset{"Publish or Perish", 0, PerishMarks, {}, {}, PerishHeadings},
    Preset{"The Lens", 0, LensMarks, {}, {}, LensHeadings},
    Preset{"OpenAlex", 0, OpenAlexMarks, OpenAlexAny, {}, OpenAlexHeadings},
    Preset{"Dimensions", 0, DimensionsMarks, {}, {}, DimensionsHeadings},
    Preset{"Scopus", 0, ScopusMarks, ScopusAny, {}, ScopusHeadings},
    Preset{"", 0, ZoteroMarks, {}, {}, ZoteroHeadings},
    Preset{"", Tool, CovidenceMarks, {}, {}, CovidenceHeadings},
    Preset{"", Tool, RayyanMarks, RayyanAny, {}, {}},
    Preset{"", Tool, AbstrackrMarks, {}, {}, AbstrackrHeadings},
    Preset{"", Tool, AsreviewMarks, AsreviewAny, {}, AsreviewHeadings},
    Preset{"", Tool, MetagearMarks, {}, {}, MetagearHeadings},
    Preset{"", Tool, RevtoolsMarks, {}, {}, RevtoolsHeadings},
    Preset{"", 0, RefWorksMarks, {}, {}, RefWorksHeadings},
    Preset{"Google Scholar", 0, ScholarMarks, {}, {}, {}},
};

} // namespace

std::span<const Preset> presets()
{
    return Presets;
}

std::span<const Heading> knownHeadings()
{
    return Known;
}

} // namespace winnow::formats
