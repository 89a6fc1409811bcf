using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Configuration;
using Roost.Edge.Correlation;
using Roost.Edge.Deadlines;
using Roost.Edge.Drain;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.Hangups;
using Roost.Edge.Headers;
using Roost.Edge.OpenApi;
using Roost.Edge.Proxies;
using Roost.Edge.Tenancy;
using Roost.Edge.Texts;
using Roost.Hosting;
using Roost.Startup;

namespace Roost.Edge;

/// <summary>Registers what every host's edge has.</summary>
internal static class EdgeServices
{
    public static void Add(CapabilityContext context, Lazy<ServiceNames> image)
    {
        var services = context.Services;
        services.AddCheckedOptions<EdgeOptions>(EdgeOptions.Section);
        services.AddSingleton<EdgeEndpoints>();
        services.AddSingleton(provider => new EndpointCatalogue(provider, context.Model, context.Edge, image));
        services.AddSingleton<IStartupCheck, AuthorizationDecisionCheck>();
        services.AddSingleton<EdgeSettings>();
        services.AddSingleton<IConfigureOptions<JsonOptions>>(provider => provider.GetRequiredService<EdgeSettings>());
        services.AddSingleton<IPostConfigureOptions<JsonOptions>, JsonTexts>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => provider.GetRequiredService<EdgeSettings>());
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
        services.AddSingleton<IProblemDetailsWriter, LastResortWriter>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddSingleton<EndpointTimeouts>();
        services.AddRouting();
        services.AddAuthorization();
        Draining.Add(services);
        OpenApiDocuments.Add(context, image);

        var edge = context.Edge;
        // Hosts behind a gateway hear of the client from it.
        if (IsConfigured(context, nameof(EdgeOptions.TrustedProxies)) || !context.Shape.IsEdge)
        {
            services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, ProxySettings>();
            // Before anything looks at the address: limits and logs mean the client's.
            edge.Use(EdgeStage.Limits, static app => app.UseForwardedHeaders());
        }

        edge.Use(EdgeStage.Limits, static app => app.UseMiddleware<SecurityHeadersMiddleware>());
        edge.Use(EdgeStage.Errors, static app => app.UseMiddleware<ErrorsMiddleware>());
        edge.Use(EdgeStage.Errors, static app => app.UseRouting());
        edge.Use(EdgeStage.Errors, static app => app.UseMiddleware<DeadlineMiddleware>());
        edge.Use(EdgeStage.Correlation, static app => app.UseMiddleware<CorrelationMiddleware>());
        edge.Use(EdgeStage.Correlation, static app => app.UseMiddleware<CachingMiddleware>());
        edge.Use(EdgeStage.Correlation, static app => app.UseMiddleware<QueryTextMiddleware>());
        edge.Use(EdgeStage.Tenant, static app => app.UseMiddleware<TenantMiddleware>());
        edge.Use(EdgeStage.Authorization, static app => app.UseAuthorization());
        edge.Use(EdgeStage.Authorization, static app => app.UseMiddleware<RunToCompletionMiddleware>());
        if (IsConfigured(context, nameof(EdgeOptions.CorsOrigins)))
        {
            services.AddCors();
            services.AddSingleton<IConfigureOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>, CorsSettings>();
            edge.Use(EdgeStage.Correlation, static app => app.UseCors());
        }
    }

    private static bool IsConfigured(CapabilityContext context, string key) =>
        context.Configuration.GetSection($"{EdgeOptions.Section}:{key}").GetChildren().Any();
}
