namespace Roost.Configuration.Reference;

/// <summary>A section as the reference shows it; all texts are Markdown.</summary>
internal sealed record ReferenceSection(string Name, Type Options, string Summary, IReadOnlyList<ReferenceKey> Keys, string Remarks);
