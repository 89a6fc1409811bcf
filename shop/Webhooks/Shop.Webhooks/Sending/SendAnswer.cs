using System.Net;

namespace Shop.Webhooks.Sending;

/// <summary>What came of a request to a receiver.</summary>
/// <param name="StatusCode">The HTTP status, if there was an answer.</param>
/// <param name="Error">What went wrong, as a code that stays the same; <see langword="null"/> if nothing did.</param>
internal sealed record SendAnswer(int? StatusCode, string? Error)
{
    public const string Gone = "gone";

    /// <summary>Whether the receiver has taken the message: any 2xx.</summary>
    public bool IsDelivered => Error is null;

    /// <summary>Whether it wants no more messages.</summary>
    public bool IsGone => Error == Gone;

    public static SendAnswer Of(HttpStatusCode status) => new((int)status, (int)status switch
    {
        >= 200 and < 300 => null,
        // Not followed: it would lead where nobody has looked, and receivers are meant to say their new address.
        >= 300 and < 400 => "redirected",
        410 => Gone,
        _ => "error_status",
    });

    public static SendAnswer Failed(string error) => new(null, error);
}
