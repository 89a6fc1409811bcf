using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.Configuration;
using Roost.Edge;
using Roost.Hosting;
using Roost.Postgres;
using Roost.Postgres.Schema;
using Roost.Security.Idempotency;
using Roost.Security.Passwords;
using Roost.Security.RateLimits;
using Roost.Security.RateLimits.Shared;
using Roost.Security.Tokens;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Security;

/// <summary>Gives a host its guards: access tokens, rate limits, idempotency keys.</summary>
public sealed class SecurityCapability : ICapability
{
    /// <inheritdoc/>
    public void Register(CapabilityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.Services;
        services.AddRoostTokens();
        services.AddRoostPasswords();
        context.Edge.Use(EdgeStage.Authentication, BearerAuthentication.Use);
        context.Edge.Map(static routes => routes.MapJwks());
        if (context.Shape.IsEdge)
        {
            AddRateLimits(context);
        }

        // What needs keys has a database: a gateway does without.
        if (context.Shape.Modules.Count > 0)
        {
            new PostgresCapability().Register(context);
            // Whoever counts, a host with modules migrates.
            services.AddSingleton<ISchemaPart, RateLimitSchema>();
            services.AddSingleton(new ExpectedVersion($"roost.{RateLimitSchema.Part}", "2", "Roost.Security"));
            AddIdempotency(context);
        }
    }

    private static void AddRateLimits(CapabilityContext context)
    {
        context.Services.AddCheckedOptions<RateLimitOptions>(RateLimitOptions.Section);
        SharedCounting.Add(context);
        // Behind authentication, which was added to the same stage before.
        context.Edge.Use(EdgeStage.Authentication, static app => app.UseMiddleware<CallerLimitMiddleware>());
        context.Edge.Use(EdgeStage.RateLimit, static app => app.UseMiddleware<TenantLimitMiddleware>());
    }

    private static void AddIdempotency(CapabilityContext context)
    {
        var services = context.Services;
        services.AddSingleton<ISchemaPart, IdempotencySchema>();
        services.AddSingleton(new ExpectedVersion($"roost.{IdempotencySchema.Part}", "1", "Roost.Security"));
        services.AddSingleton<IdempotencyStore>();
        services.AddSingleton<ClaimRelease>();
        services.AddSingleton<IStartupCheck, IdempotencyCheck>();
        context.Edge.Use(EdgeStage.Idempotency, static app => app.UseMiddleware<IdempotencyMiddleware>());
        if (context.Shape.Is(HostRoles.Api) && !string.IsNullOrEmpty(context.Configuration[$"{PostgresOptions.Section}:{nameof(PostgresOptions.System)}"]))
        {
            services.AddHostedService<IdempotencyCleanup>();
        }
    }
}
