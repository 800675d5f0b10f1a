// What each reviewer said of a citation, side by side.
#pragma once

#include "core/model/views.h"

#include <QTextBrowser>

#include <functional>

namespace winnow::ui {

/// One column a reviewer, and one for the settlement if there is any. As high as its text, up to a share of what it
/// stands in; then it scrolls. Everything in it is plain text.
class JudgementsView final : public QTextBrowser {
    Q_OBJECT
public:
    using ReasonLabel = std::function<QString(ReasonId)>;

    explicit JudgementsView(ReasonLabel reasonLabel, QWidget* parent = nullptr);
    /// `note`: what the adjudicator has written for a settlement that is still to come.
    void setJudgements(const Judgements& judgements, const QString& note);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QVariant loadResource(int, const QUrl&) override { return {}; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fill();

    ReasonLabel m_reasonLabel;
    Judgements m_judgements;
    QString m_note;
    bool m_filling = false;
};

} // namespace winnow::ui
