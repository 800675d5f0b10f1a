// What one study brings to a table for a meta-analysis.
#pragma once

#include "core/extraction/address.h"
#include "core/extraction/grid.h"
#include "core/stats/conversions.h"
#include "core/synthesis/giveneffect.h"
#include "core/synthesis/results.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace winnow::synthesis {

/// What a measure is made of. Effects: HR and IRR are taken as studies give them, from nothing else.
enum class Needs : std::uint8_t { Tables, OneTable, Means, OneMean, Effects, Nothing };
[[nodiscard]] Needs needsOf(stats::Measure measure);
/// As metafor names them; those of an effect that is given (yi, vi) come besides.
[[nodiscard]] std::vector<std::string> columnsOf(stats::Measure measure);
/// A number as a cell of the table has it, with 15 digits.
[[nodiscard]] std::string written(double number);

/// One study; why it has no row, if it has none.
///
/// The time is chosen first. Then the arms count, and where these cannot be used, the one contrast that gives the
/// measure itself; but nothing while extractors differ on the arms, as another number may come out of these.
class StudyRow {
public:
    StudyRow(const Form& form, const extraction::StudyValues& study, const ResultsAsked& asked);

    /// Whether it has anything of the outcome at the time.
    [[nodiscard]] bool concerned() const { return m_concerned; }
    [[nodiscard]] const std::string& why() const { return m_why; }
    [[nodiscard]] const std::vector<std::string>& remarks() const { return m_remarks; }

    struct Numbers {
        std::vector<double> own; ///< of columnsOf; empty where the effect is given
        std::optional<GivenEffect> given;
    };
    [[nodiscard]] std::optional<Numbers> numbers();

    /// What the study has of a field, for a column.
    [[nodiscard]] std::string valueOf(const Field& field, bool ofArms) const;

private:
    /// What the outcome has at one time: settled or open.
    struct AtTime {
        std::string time;
        std::optional<double> days;
        bool experimental = false;
        bool comparator = false;
        bool effect = false; ///< of the measure, between the two
    };
    /// Between an experimental arm and a comparator, as written.
    struct Contrast {
        const Value* value = nullptr; ///< none: extractors differ
        const extraction::Arm* experimental = nullptr;
        const extraction::Arm* comparator = nullptr;
        bool isReversed = false; ///< written the other way round

        [[nodiscard]] std::string name() const { return experimental->label + " against " + comparator->label; }
    };
    using ArmReading = std::pair<const extraction::Arm*, extraction::Reading>;

    [[nodiscard]] bool ofTwoGroups() const { return m_needs == Needs::Tables || m_needs == Needs::Means; }
    [[nodiscard]] bool isOfKind(const extraction::Address& address) const;
    [[nodiscard]] bool hasArms(const AtTime& at) const; ///< all that the measure needs
    [[nodiscard]] std::vector<AtTime> timesWithResults() const;
    void chooseTime();
    void chooseLast(const std::vector<AtTime>& times);
    void take(const AtTime& at);

    [[nodiscard]] const Value* valueAt(const std::string& address) const;
    [[nodiscard]] bool isOpen(const std::string& address) const;
    [[nodiscard]] bool isOpen(const char* field, const extraction::Arm& arm) const;
    [[nodiscard]] const extraction::Arm* armOf(int item) const;
    void say(const std::string& what);
    bool fail(const std::string& why);
    bool failAsOpen(const std::string& what);

    [[nodiscard]] std::optional<std::vector<double>> ofArms();
    [[nodiscard]] std::vector<ArmReading> readings(extraction::ArmRole role);
    [[nodiscard]] std::optional<double> size(const extraction::Arm& arm, const extraction::Reading& reading);
    bool addEvents(extraction::ArmRole role, std::vector<double>& out);
    bool addMeans(extraction::ArmRole role, std::vector<double>& out);
    bool convert(const extraction::Arm& arm, const extraction::Reading& reading, stats::Group& group);
    [[nodiscard]] std::optional<stats::Group> groupOf(
        const extraction::Arm& arm, const extraction::Reading& reading, double n);
    void tellJoined(std::size_t arms, extraction::ArmRole role);

    [[nodiscard]] std::optional<Contrast> contrastAt(const extraction::Address& address, const Value* value) const;
    [[nodiscard]] bool isOfMeasure(const Value& value) const;
    [[nodiscard]] std::vector<Contrast> contrasts();
    [[nodiscard]] std::optional<GivenEffect> given();
    [[nodiscard]] std::optional<GivenEffect> givenBy(const Contrast& contrast);
    [[nodiscard]] double degreesOf(const Contrast& contrast) const;

    const Form& m_form;
    const extraction::StudyValues& m_study;
    const ResultsAsked& m_asked;
    Needs m_needs;
    std::vector<extraction::Arm> m_arms;
    std::string m_time;
    bool m_concerned = false;
    bool m_hasArms = false; ///< at the time
    bool m_isOpen = false; ///< what it would be made of
    std::string m_why;
    std::vector<std::string> m_remarks;
};

} // namespace winnow::synthesis
