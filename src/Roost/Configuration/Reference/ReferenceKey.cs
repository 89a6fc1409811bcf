namespace Roost.Configuration.Reference;

/// <summary>A key as the reference shows it; all texts are Markdown.</summary>
internal sealed record ReferenceKey(string Name, string Type, string Default, string Bounds, string Meaning);
