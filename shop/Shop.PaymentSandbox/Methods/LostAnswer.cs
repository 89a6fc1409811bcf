namespace Shop.PaymentSandbox.Methods;

/// <summary>Drops the connection instead of answering.</summary>
internal sealed class LostAnswer : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Abort();
        return Task.CompletedTask;
    }
}
