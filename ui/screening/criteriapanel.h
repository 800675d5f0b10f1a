// What a record is judged by, beside it.
#pragma once

#include <QWidget>

namespace winnow::ui {

class InlineEditor;
class TextLabel;

/// The review's criteria, to be read and written in place.
class CriteriaPanel final : public QWidget {
    Q_OBJECT
public:
    explicit CriteriaPanel(QWidget* parent = nullptr);
    void setCriteria(const QString& criteria);
    void setEditable(bool editable);
    void edit();

Q_SIGNALS:
    void criteriaWritten(const QString& criteria);
    void termsWanted(); ///< the highlighted terms are to be edited
    void closed();
    void draftKept(); ///< given up, to be gone on with
    void ended(); ///< written, or given up

private:
    QString m_criteria;
    QWidget* m_reading;
    TextLabel* m_text;
    QWidget* m_edit;
    QWidget* m_terms;
    InlineEditor* m_editor;
};

} // namespace winnow::ui
