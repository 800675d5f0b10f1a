// The page of risk of bias, open on a review of its own.
#pragma once

#include "tests/support/opensession.h"
#include "tests/support/scripteddialogs.h"
#include "ui/appraisal/appraisalpage.h"
#include "ui/appraisal/appraisalview.h"

#include <QApplication>
#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

namespace winnow::ui::test {

using namespace Qt::Literals::StringLiterals;
using winnow::test::eventually;

/// On a review of three records, on the screen.
class OpenAppraisal : public winnow::test::OpenSession {
protected:
    void SetUp() override
    {
        OpenSession::SetUp();
        import(u"a.nbib"_s, winnow::test::ThreeFromPubMed);
        page.resize(1300, 800);
        page.setSession(session);
        page.show();
        page.activateWindow();
        page.entered();
    }
    void use(const AppraisalPlan& plan)
    {
        const std::vector<CitationId> ids = citations();
        include(ids[0]);
        include(ids[1]);
        act([plan](review::Review& review) { return review.setAppraisalPlan(plan); });
        ASSERT_TRUE(eventually(
            [this] { return page.controller().studies().size() == 2 && page.controller().instrument() != nullptr; }));
        page.entered();
    }
    void useRob2() { use({"rob2", "assignment", {"mortality", "MELD"}}); }
    void press(const char* keys)
    {
        for (const char* key = keys; *key != 0; ++key)
            QTest::keyClick(QApplication::focusWidget(), *key);
    }
    void enter() { QTest::keyClick(&page.view(), Qt::Key_Return); }
    AppraisalController& controller() { return page.controller(); }
    const AppraisalStep& current() { return controller().steps()[static_cast<std::size_t>(controller().current())]; }
    Value stored(const std::string& address)
    {
        const std::vector<Value> values = session->reader().values(controller().study()->id).value();
        const auto found = std::ranges::find(values, address, &Value::field);
        return found == values.end() ? Value{} : *found;
    }
    bool stores(const std::string& address, const std::string& text)
    {
        return eventually([&] { return stored(address).text == text; });
    }

    winnow::test::ScriptedDialogs dialogs;
    AppraisalPage page{dialogs};
};

} // namespace winnow::ui::test
