using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost;
using Roost.Edge.Endpoints;
using Roost.Testing.Applications;
using Roost.Testing.Databases;

namespace Shop.Tests.Matrix;

/// <summary>The whole Shop with its own list of endpoints, and the same person as everything one can be in it.</summary>
public sealed class MatrixShop(PostgresServer server) : RunningShop(server)
{
    public const int MaxBody = 64 * 1024;

    /// <summary>What somebody is to a shop; nothing at all comes last.</summary>
    internal static readonly string?[] AllRoles = [Roles.Owner, Roles.Staff, Roles.Customer, Roles.Operator, null];

    private HttpClient? _client;

    internal Guid Person { get; } = Guid.CreateVersion7();

    internal IReadOnlyList<EdgeEndpoint> Endpoints { get; private set; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _client = Application.CreateClient();
        var json = Application.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var policies = Application.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        foreach (var endpoint in Application.Services.GetRequiredService<EdgeEndpoints>().OfModules())
        {
            var policy = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                ? null
                : await AuthorizationPolicy.CombineAsync(policies, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>());
            Endpoints = [.. Endpoints, .. endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => new EdgeEndpoint(endpoint, method, policy, json))];
        }

        await BuyAsync();
        await AskForMessagesAsync();
    }

    public override ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return base.DisposeAsync();
    }

    protected override void Adjust(TestApplicationBuilder<Program> builder) => builder.With("Roost:Edge:MaxBodyBytes", $"{MaxBody}");

    /// <summary>Sends a request as somebody with one role, or none, of a shop; as an operator, of none.</summary>
    internal Task<Verdict> SendAsync(HttpRequestMessage request, TenantId shop, string? role)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Application.MintToken(role == Roles.Operator ? null : shop, Person, role is null ? [] : [role]));
        return SendAsync(request);
    }

    /// <summary>Sends a request as a visitor of a shop.</summary>
    internal Task<Verdict> SendAsVisitorAsync(HttpRequestMessage request)
    {
        request.Headers.Add("X-Tenant", Acme.Slug);
        return SendAsync(request);
    }

    /// <summary>Sends a request as somebody who is let in.</summary>
    internal Task<Verdict> SendAsAllowedAsync(EdgeEndpoint endpoint, HttpRequestMessage request) => endpoint.IsPublic
        ? SendAsVisitorAsync(request)
        : SendAsync(request, AcmeId, AllRoles.First(endpoint.Allows));

    /// <summary>Sends a request with the token that it has.</summary>
    internal Task<Verdict> SendAsIsAsync(HttpRequestMessage request) => SendAsync(request);

    private async Task<Verdict> SendAsync(HttpRequestMessage request)
    {
        using (request)
        using (var answer = await _client!.SendAsync(request))
        {
            return await Verdict.ReadAsync(answer);
        }
    }

    /// <summary>Leaves an order and a payment behind in the other shop, so that every module has something to hide.</summary>
    private async Task BuyAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/orders");
        request.Content = JsonContent.Create(new { lines = new[] { new { productId = Globex.ProductIds[0], quantity = 1 } }, payment = new { method = "pm_ok" } });
        request.Headers.Add("Idempotency-Key", $"{Guid.CreateVersion7()}");
        request.Headers.Authorization = new("Bearer", Application.MintToken(GlobexId, Person, Roles.Customer));
        using var answer = await _client!.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Database.SettledAsync();
    }

    /// <summary>Leaves a webhook endpoint with a delivery behind in the other shop.</summary>
    private async Task AskForMessagesAsync()
    {
        using var owner = Application.CreateClient();
        owner.DefaultRequestHeaders.Authorization = new("Bearer", Application.MintToken(GlobexId, Person, Roles.Owner));
        using var created = await owner.PostAsJsonAsync("/v1/webhook-endpoints", new { url = "https://hooks.nowhere.invalid/", eventTypes = new[] { "order.confirmed" } });
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var tested = await owner.PostAsync($"{created.Headers.Location}/test", content: null);
        tested.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }
}
