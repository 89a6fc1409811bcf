using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Roost.Edge.Errors;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Contracts.Server;

/// <summary>What a host says to another that it does not say yes to.</summary>
internal static class SealedAnswers
{
    /// <summary>It is not taken at all.</summary>
    public static Task RejectAsync(HttpContext http, Error error) => WriteAsync(http, error, ContractOutcome.Rejected);

    /// <summary>It went wrong on this side.</summary>
    public static Task FaultAsync(HttpContext http, Error error) => WriteAsync(http, error, ContractOutcome.Fault);

    public static async Task WriteAsync(HttpContext http, Error error, string outcome)
    {
        http.Response.StatusCode = ErrorStatus.Of(error);
        http.Response.ContentType = WireError.ContentType;
        http.Response.Headers[ContractOutcome.Header] = outcome;
        await JsonSerializer.SerializeAsync(http.Response.Body, WireError.Of(error, http.Response.StatusCode), WireJson.Default.WireError, http.RequestAborted);
    }
}
