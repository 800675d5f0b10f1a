<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
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
        <source>%Ln included study(ies) without values</source>
        <translation>
            <numerusform>%Ln included study without values</numerusform>
            <numerusform>%Ln included studies without values</numerusform>
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
</TS>
