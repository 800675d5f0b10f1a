// The head of a page: what it is, how it stands, and what to do on it.
#pragma once

#include <QWidget>

namespace winnow::ui {

class HeadLayout;
class TextLabel;

/// Heading at the left, a muted line of state beside it, controls at the right, a hairline below. Controls that there
/// is no room for beside the heading stand in lines of their own below it.
class PageHeader final : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(const QString& heading, QWidget* parent = nullptr);
    void setHeading(const QString& heading);
    void setStatus(const QString& status); ///< "1,204 left · you 312"
    void addControl(QWidget* control); ///< from left to right, at the right end

private:
    TextLabel* m_heading;
    TextLabel* m_status;
    HeadLayout* m_row;
};

/// One line between two regions.
[[nodiscard]] QWidget* hairline(Qt::Orientation orientation, QWidget* parent = nullptr);

} // namespace winnow::ui
