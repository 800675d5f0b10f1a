<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>winnow::ui::JudgedStudies</name>
    <message numerus="yes">
        <source>%1 · %n differ(s)</source>
        <translation>
            <numerusform>%1 · %n differs</numerusform>
            <numerusform>%1 · %n differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n rest(s) on an open question</source>
        <translation>
            <numerusform>%1 · %n rests on an open question</numerusform>
            <numerusform>%1 · %n rest on an open question</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::RelevanceOrder</name>
    <message numerus="yes">
        <source>Learned from %Ln decision(s).</source>
        <translation>
            <numerusform>Learned from %Ln decision.</numerusform>
            <numerusform>Learned from %Ln decisions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::FlowCounter</name>
    <message numerus="yes">
        <source>%Ln conflict(s) to settle</source>
        <translation>
            <numerusform>%Ln conflict to settle</numerusform>
            <numerusform>%Ln conflicts to settle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln source(s)</source>
        <translation>
            <numerusform>%Ln source</numerusform>
            <numerusform>%Ln sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln doubtful pair(s) of records to decide on</source>
        <translation>
            <numerusform>%Ln doubtful pair of records to decide on</numerusform>
            <numerusform>%Ln doubtful pairs of records to decide on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln citation(s) left for you to screen</source>
        <translation>
            <numerusform>%Ln citation left for you to screen</numerusform>
            <numerusform>%Ln citations left for you to screen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln report(s) to retrieve or assess</source>
        <translation>
            <numerusform>%Ln report to retrieve or assess</numerusform>
            <numerusform>%Ln reports to retrieve or assess</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln included study(ies) to judge</source>
        <translation>
            <numerusform>%Ln included study to judge</numerusform>
            <numerusform>%Ln included studies to judge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln included study(ies) without values</source>
        <translation>
            <numerusform>%Ln included study without values</numerusform>
            <numerusform>%Ln included studies without values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::AppraisalController</name>
    <message numerus="yes">
        <source>%1 · %n differ(s)</source>
        <translation>
            <numerusform>%1 · %n differs</numerusform>
            <numerusform>%1 · %n differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::AppraisalPage</name>
    <message numerus="yes">
        <source>Judgements of %n study(ies) taken in</source>
        <translation>
            <numerusform>Judgements of %n study taken in</numerusform>
            <numerusform>Judgements of %n studies taken in</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::HistoryPage</name>
    <message numerus="yes">
        <source>%Ln act(s)</source>
        <translation>
            <numerusform>%Ln act</numerusform>
            <numerusform>%Ln acts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the newest %Ln act(s)</source>
        <translation>
            <numerusform>the newest act</numerusform>
            <numerusform>the newest %Ln acts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::SettingsPage</name>
    <message numerus="yes">
        <source>%1: %n field(s)</source>
        <translation>
            <numerusform>%1: %n field</numerusform>
            <numerusform>%1: %n fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::StatusLine</name>
    <message numerus="yes">
        <source>, %n min left</source>
        <translation>
            <numerusform>, %n min left</numerusform>
            <numerusform>, %n min left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n s left</source>
        <translation>
            <numerusform>, %n s left</numerusform>
            <numerusform>, %n s left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>review</name>
    <message numerus="yes">
        <source>Import of %1 (%n records)</source>
        <translation>
            <numerusform>Import of %1 (%n record)</numerusform>
            <numerusform>Import of %1 (%n records)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::TeamController</name>
    <message numerus="yes">
        <source>%Ln record(s) at this stage</source>
        <translation>
            <numerusform>%Ln record at this stage</numerusform>
            <numerusform>%Ln records at this stage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln still lack(s) a decision of somebody.</source>
        <translation>
            <numerusform>%Ln still lacks a decision of somebody.</numerusform>
            <numerusform>%Ln still lack a decision of somebody.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to settle</source>
        <translation>
            <numerusform>%Ln to settle</numerusform>
            <numerusform>%Ln to settle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::WorkPanel</name>
    <message numerus="yes">
        <source>%Ln record(s) wait at this stage and are assigned to nobody.</source>
        <translation>
            <numerusform>%Ln record waits at this stage and is assigned to nobody.</numerusform>
            <numerusform>%Ln records wait at this stage and are assigned to nobody.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::ConflictsPanel</name>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::AgreementController</name>
    <message numerus="yes">
        <source>%Ln record(s) judged by two or more.</source>
        <translation>
            <numerusform>%Ln record judged by two or more.</numerusform>
            <numerusform>%Ln records judged by two or more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergeWords</name>
    <message numerus="yes">
        <source>%Ln record(s) split</source>
        <translation>
            <numerusform>%Ln record split</numerusform>
            <numerusform>%Ln records split</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln of them for more than one reviewer</source>
        <translation>
            <numerusform>, %Ln of them for more than one reviewer</numerusform>
            <numerusform>, %Ln of them for more than one reviewer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new act(s)</source>
        <translation>
            <numerusform>%Ln new act</numerusform>
            <numerusform>%Ln new acts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %Ln act(s) are known here already.</source>
        <translation>
            <numerusform>; %Ln act is known here already.</numerusform>
            <numerusform>; %Ln acts are known here already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %Ln act(s) were known already.</source>
        <translation>
            <numerusform>; %Ln act was known already.</numerusform>
            <numerusform>; %Ln acts were known already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new record(s).</source>
        <translation>
            <numerusform>%Ln new record.</numerusform>
            <numerusform>%Ln new records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln PDF(s) copied.</source>
        <translation>
            <numerusform>%Ln PDF copied.</numerusform>
            <numerusform>%Ln PDFs copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln conflict(s) to settle.</source>
        <translation>
            <numerusform>%Ln conflict to settle.</numerusform>
            <numerusform>%Ln conflicts to settle.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::AnnotationList</name>
    <message numerus="yes">
        <source>%n annotation(s) of the PDF taken over</source>
        <translation>
            <numerusform>%n annotation of the PDF taken over</numerusform>
            <numerusform>%n annotations of the PDF taken over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 holds %n annotation(s)</source>
        <translation>
            <numerusform>%1 holds %n annotation</numerusform>
            <numerusform>%1 holds %n annotations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::AnnotationsPanel</name>
    <message numerus="yes">
        <source>%n annotation(s)</source>
        <translation>
            <numerusform>%n annotation</numerusform>
            <numerusform>%n annotations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied: %n annotation(s)</source>
        <translation>
            <numerusform>Copied: %n annotation</numerusform>
            <numerusform>Copied: %n annotations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::DoubtfulBar</name>
    <message numerus="yes">
        <source>%n PDF(s) wait.</source>
        <translation>
            <numerusform>%n PDF waits.</numerusform>
            <numerusform>%n PDFs wait.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::FieldPopup</name>
    <message numerus="yes">
        <source>%n study(ies)</source>
        <translation>
            <numerusform>%n study</numerusform>
            <numerusform>%n studies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::MainWindow</name>
    <message numerus="yes">
        <source>%Ln citation(s) exported to %1.</source>
        <translation>
            <numerusform>%Ln citation exported to %1.</numerusform>
            <numerusform>%Ln citations exported to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>winnow::ui::RecordCard</name>
    <message numerus="yes">
        <source>Also in: %n records</source>
        <translation>
            <numerusform>Also in: %n records</numerusform>
            <numerusform>Also in: %n records</numerusform>
        </translation>
    </message>
</context>
</TS>
