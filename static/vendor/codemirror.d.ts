export { EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
export { Decoration, EditorView, WidgetType, keymap } from "@codemirror/view";
export { standardKeymap } from "@codemirror/commands";
export { bracketMatching } from "@codemirror/language";
