using Microsoft.AspNetCore.Http;

namespace Roost.Security.Idempotency;

/// <summary>An answer that is written when the work has committed and the key is free or answered, so that whoever has it may repeat at once.</summary>
internal sealed class KeyedAnswer(RecordedAnswer answer, Claim claim, ClaimRelease release) : IResult, IStatusCodeHttpResult
{
    int? IStatusCodeHttpResult.StatusCode => answer.Status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await release.ReleaseAsync(claim);
        await answer.WriteAsync(httpContext);
    }
}
