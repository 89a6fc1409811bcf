using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Bookkeeping;

/// <summary>What became of a call: an answer, or a problem when nothing was changed.</summary>
internal sealed record Outcome(Answer? Answer, Problem? Problem, bool Replayed) : IResult
{
    /// <summary>Tells a caller that the answer is an earlier call's, in the header that other providers use for it.</summary>
    private const string ReplayedHeader = "Idempotent-Replayed";

    public static Outcome Done(Answer answer) => new(answer, null, false);

    public static Outcome Repeat(Answer answer) => new(answer, null, true);

    public static Outcome Refused(Problem problem) => new(null, problem, false);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Replayed)
        {
            httpContext.Response.Headers[ReplayedHeader] = "true";
        }

        IResult result = this switch
        {
            { Problem: { } problem } => problem.ToResult(),
            { Answer: { Charge: { } charge } answer } => TypedResults.Json(charge, statusCode: answer.StatusCode),
            _ => TypedResults.Json(Answer!.Refund, statusCode: Answer.StatusCode),
        };
        return result.ExecuteAsync(httpContext);
    }
}
