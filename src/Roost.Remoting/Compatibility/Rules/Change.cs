namespace Roost.Remoting.Compatibility.Rules;

/// <summary>How much a change matters.</summary>
internal enum Severity
{
    /// <summary>Somebody cannot read what comes.</summary>
    Breaks,

    /// <summary>It works if it is done in the right order, which nobody can see here.</summary>
    Care,

    /// <summary>Nobody notices.</summary>
    Compatible,
}

/// <summary>A difference between two versions.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Place">What has changed, such as <c>OrderLine.quantity</c>.</param>
/// <param name="What">How.</param>
/// <param name="Victims">For whom it breaks, and how they notice.</param>
/// <param name="Remedy">What to do instead, or to mind.</param>
internal sealed record Change(Severity Severity, string Place, string What, IReadOnlyList<string> Victims, string Remedy = "");
