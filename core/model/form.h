// Extraction forms: what is asked of each included study, and what can be answered.
#pragma once

#include "core/model/annotation.h"
#include "core/model/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow {

enum class FieldType : std::uint8_t { Text, Number, Integer, Choice, Choices, YesNo, Date };

/// Asked only where another field has one of these answers.
struct AskedWhen {
    std::string field; ///< of the same item, or of a section that does not repeat
    std::vector<std::string> is; ///< one of them
    bool operator==(const AskedWhen&) const = default;
};

struct Field {
    std::string id; ///< stable, lower case with dots: "safety.sae_patients"
    std::string label; ///< for the person
    std::string help;
    FieldType type = FieldType::Text;
    std::string unit; ///< for numbers; empty: none
    std::vector<std::string> choices; ///< for Choice and Choices
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::string atMost; ///< id of the field whose number this one cannot exceed ("deaths" of "analysed"); empty: none
    bool chart = false; ///< offered as a category in the summary charts
    std::optional<AskedWhen> when; ///< none: always asked. Values that are there stay whatever is asked
    bool operator==(const Field&) const = default;
};

struct Section {
    std::string id;
    std::string title;
    std::vector<Field> fields;
    bool repeat = false; ///< asked of each arm, each adverse event: its items are numbered from 1 (see address.h)
    bool operator==(const Section&) const = default;
};

enum class OutcomeDomain : std::uint8_t { Efficacy, Safety };
enum class OutcomeType : std::uint8_t { Dichotomous, Continuous, TimeToEvent, Count, Text };
enum class Better : std::uint8_t { NotSaid, Higher, Lower };

/// A row of the grid of results: what was measured in each arm at each time.
struct Outcome {
    std::string id; ///< as a field's
    std::string label;
    OutcomeDomain domain = OutcomeDomain::Efficacy;
    OutcomeType type = OutcomeType::Dichotomous;
    std::string unit;
    Better better = Better::NotSaid;
    std::optional<double> minimum; ///< that a patient can have
    std::optional<double> maximum;
    std::string group; ///< under which it is listed; empty: none
    bool operator==(const Outcome&) const = default;
};

/// A time at which results are asked for.
struct TimePoint {
    std::string label; ///< "baseline", "3 months"
    double days = 0;
    bool operator==(const TimePoint&) const = default;
};

/// The repeated sections whose fields the program knows the meaning of: `arm.label`, `arm.role` ("experimental" or
/// "comparator"), `arm.registered`, `arm.randomised`, `arm.treated`, `arm.analysed` (patients); `event.term`,
/// `event.soc`, `event.arm` (number or label), `event.patients`, `event.events`, `event.at_risk` and what else a form
/// asks of an adverse event.
inline constexpr std::string_view ArmSection = "arm";
inline constexpr std::string_view EventSection = "event";

/// A form, from `resources/templates/*.json` or the review file.
struct Form {
    std::string id;
    std::string title;
    int version = 1;
    std::vector<Section> sections;
    std::vector<Outcome> outcomes;
    std::vector<TimePoint> times;
    /// By its id, or by the address of one of its items ("arm.dose@2").
    [[nodiscard]] const Field* field(std::string_view idOrAddress) const;
    [[nodiscard]] const Section* section(std::string_view sectionId) const;
    [[nodiscard]] const Outcome* outcome(std::string_view outcomeId) const;
    [[nodiscard]] const TimePoint* time(std::string_view label) const;
    bool operator==(const Form&) const = default;
};

/// "Not reported", "none", "0" and "unclear" are different answers.
enum class Answer : std::uint8_t { Stated = 1, NotReported = 2, Unclear = 3, NotApplicable = 4 };

/// Where in the reports a value was read.
using Evidence = PdfPlace;

/// One answer of one reviewer for one study and address.
struct Value {
    StudyId study;
    std::string field; ///< a field's id or another address (core/extraction/address.h)
    ReviewerId reviewer;
    Answer answer = Answer::Stated;
    std::string text; ///< as entered; several choices separated by "; ". Empty unless Stated.
    std::string source; ///< where it stands in the report, in the reviewer's words ("Table 2, p. 5"), or empty
    std::vector<Evidence> evidence = {};
    bool operator==(const Value&) const = default;
};

/// What an adjudicator says where extractors differ; it outranks what they said, which stays.
struct AgreedValue {
    StudyId study;
    std::string field; ///< an address
    Answer answer = Answer::Stated;
    std::string text;
    std::string source;
    std::string reason; ///< why this one
    ReviewerId reviewer; ///< the adjudicator; given by the review
    std::vector<Evidence> evidence = {}; ///< the adjudicator's own; none where an extractor's value was accepted
    bool operator==(const AgreedValue&) const = default;
};

/// How the review came to its value of an address.
enum class Standing : std::uint8_t {
    Single, ///< one extractor answered
    Unanimous, ///< all who answered, two or more, said the same
    Agreed, ///< an adjudicator settled it
    Open, ///< extractors differ, nobody settled it
};

/// The review's value of an address of a study. What differs has no answer of its own: see ReviewValue::said.
struct ReviewValue {
    StudyId study;
    std::string field; ///< an address
    Standing standing = Standing::Single;
    Answer answer = Answer::Unclear; ///< Unclear and without text while open
    std::string text;
    std::string source;
    std::string reason; ///< the adjudicator's
    std::vector<Evidence> agreedEvidence; ///< the adjudicator's own
    /// The adjudicator's own, then of all who said so; of everybody where there is neither.
    std::vector<Evidence> evidence;
    std::vector<Value> said; ///< what each extractor said, by reviewer
    /// Of an arm or event that extractors number or name differently: open, as nothing tells that they mean the same.
    bool unmatched = false;
    bool operator==(const ReviewValue&) const = default;
};

/// How far two or more extractors agree on a field over all studies.
struct FieldAgreement {
    std::string field; ///< id of a field, or "result", "contrast": without items, outcomes and times
    std::int64_t compared = 0; ///< addresses that two or more answered
    std::int64_t same = 0; ///< of those, where all said the same
    /// Of fields with choices: Krippendorff's alpha, nominal, and Cohen's kappa where two extractors gave two answers
    /// (yes and no); none where there is none.
    std::optional<double> alpha;
    std::optional<double> kappa;
    bool operator==(const FieldAgreement&) const = default;
};

} // namespace winnow
