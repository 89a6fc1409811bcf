namespace Shop.Webhooks.Deliveries;

internal sealed record AttemptResponse(DateTimeOffset StartedAt, int DurationMs, int? StatusCode, string? Error)
{
    public static AttemptResponse From(Attempt attempt) => new(attempt.StartedAt, attempt.DurationMs, attempt.StatusCode, attempt.Error);
}
