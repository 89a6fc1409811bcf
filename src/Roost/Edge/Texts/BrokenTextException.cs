using System.Text.Json;

namespace Roost.Edge.Texts;

/// <summary>A text in a body is none. The reader of JSON adds the path of the object that it is in.</summary>
/// <param name="member">The member of that object; <see langword="null"/> if it is the value itself, a list for instance.</param>
internal sealed class BrokenTextException(string? member) : JsonException($"A text {WholeText.Rule}.")
{
    public string? Member => member;
}
