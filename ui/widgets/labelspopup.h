// Labels put on or taken off by a few letters.
#pragma once

#include <QFrame>

#include <string>
#include <vector>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace winnow::ui {

/// Lists the labels in use; those on the citation are ticked. Letters narrow, Enter switches the first or adds what is
/// typed, Esc closes.
class LabelsPopup final : public QFrame {
    Q_OBJECT
public:
    explicit LabelsPopup(QWidget* parent = nullptr);
    void begin(const std::vector<std::string>& inUse, const std::vector<std::string>& on, const QPoint& foot);
    [[nodiscard]] QLineEdit& field() { return *m_field; }

Q_SIGNALS:
    void switched(const QString& label, bool on);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void narrow();
    void accept();

    QLineEdit* m_field;
    QListWidget* m_list;
    QListWidgetItem* m_new = nullptr; ///< the last row: what is typed, as a new label
};

} // namespace winnow::ui
