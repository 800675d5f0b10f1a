// How far reviewers agree at a stage, without its window.
#pragma once

#include "core/figure/course.h"
#include "core/review/reader.h"
#include "ui/reviewers/agreementmodel.h"

#include <QObject>

#include <memory>

namespace winnow::ui {

class Session;

/// Counts beside the window while it is active. Knows nothing while the stage is blind.
class AgreementController final : public QObject {
    Q_OBJECT
public:
    explicit AgreementController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active);
    void setStage(Stage stage);
    [[nodiscard]] bool maybesLeftOut() const { return m_maybe == screening::MaybeAs::LeftOut; }
    void setMaybesLeftOut(bool out);
    void setPair(int row); ///< whose course is shown

    [[nodiscard]] bool isBlind() const { return m_blind; }
    [[nodiscard]] bool hasAny() const { return !m_report.agreement.pairs.empty(); }
    [[nodiscard]] AgreementModel& pairs() { return m_pairs; }
    [[nodiscard]] AgreementModel& stretches() { return m_stretches; }
    [[nodiscard]] QString summary() const; ///< of all reviewers together
    [[nodiscard]] QString methods() const { return m_report.methods; }
    [[nodiscard]] QByteArray csv() const;
    [[nodiscard]] figure::Course course() const; ///< of the chosen pair
    [[nodiscard]] QString exportName() const; ///< without ending, beside the review

Q_SIGNALS:
    void changed();
    void failed(const winnow::Error& error);

private:
    void ask();
    void fill();
    [[nodiscard]] QString whoOf(const screening::PairAgreement& pair) const;
    [[nodiscard]] const screening::PairAgreement* chosen() const;

    std::shared_ptr<Session> m_session;
    Stage m_stage = Stage::TitleAbstract;
    screening::MaybeAs m_maybe = screening::MaybeAs::Include;
    review::AgreementReport m_report;
    AgreementModel m_pairs;
    AgreementModel m_stretches;
    int m_pair = 0;
    bool m_blind = false;
    bool m_active = false;
    bool m_stale = true;
};

} // namespace winnow::ui
