using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Roost.Startup;
using Shop.Auth.Accounts;
using Shop.Auth.Contracts;
using Shop.Auth.Devices;
using Shop.Auth.Sessions;
using Shop.Auth.SignIn;
using Shop.Users.Contracts;

namespace Shop.Auth;

/// <summary>How the people of a shop prove who they are: accounts, passwords, sessions and their tokens.</summary>
[Module("auth")]
[Uses<IUsers>]
[Exports<IAuth>]
public sealed class AuthModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Implements<IAuth, AuthService>()
        .Database<AuthDb>()
        .Options<AuthOptions>()
        .Endpoints<SignInEndpoints>()
        .Services(services => services
            .AddScoped<AccountRepository>()
            .AddScoped<Registration>()
            .AddScoped<DeviceRepository>()
            .AddScoped<GuessLimits>()
            .AddScoped<SessionRepository>()
            .AddScoped<SignInService>()
            .AddScoped<RefreshService>()
            .AddSingleton<TokenAnswers>()
            .AddSingleton<IStartupCheck, SigningKeyCheck>());
}
