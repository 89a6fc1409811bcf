using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Users.Contracts;
using Shop.Users.Profiles;

namespace Shop.Users;

/// <summary>Who the people of a shop are: owner, staff and customers. How they prove it is the business of auth.</summary>
[Module("users")]
[Exports<IUsers>]
public sealed class UsersModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Implements<IUsers, UserService>()
        .Database<UsersDb>()
        .Endpoints<ProfileEndpoints>()
        .Services(services => services.AddScoped<ProfileRepository>());
}
