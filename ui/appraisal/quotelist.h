// The quotes that an answer or judgement rests on.
#pragma once

#include "core/model/form.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace winnow::ui {

class TextLabel;

/// A line a quote: its page, which leads there, its words, and a button that takes it away. Hidden while there are
/// none.
class QuoteList final : public QWidget {
    Q_OBJECT
public:
    /// `of`: what the quotes are of, for screen readers.
    explicit QuoteList(const QString& of, QWidget* parent = nullptr);
    /// `waiting`: nothing is said yet that they could be stored with.
    void setQuotes(const std::vector<Evidence>& quotes, bool waiting, bool mayChange);

Q_SIGNALS:
    void wanted(const winnow::Evidence& place);
    void dropped(const winnow::Evidence& place);

private:
    [[nodiscard]] QWidget* makeLine(const Evidence& place);
    QString m_of;
    std::vector<Evidence> m_quotes;
    bool m_mayChange = false;
    QVBoxLayout* m_lines;
    TextLabel* m_waiting;
};

} // namespace winnow::ui
