using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;

namespace Roost.Messaging.Tests.Streams;

/// <summary>What has become of the till: deposits say of what currency they are, by way of a version that had a note.</summary>
[Module("till")]
public sealed class NewerTillModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Stream<Account>("account", stream => stream
            .Event<Opened>("opened", Account.Apply)
            .Event<DepositedIn>("deposited-in", static (account, deposited) => account with { Balance = account.Balance + deposited.Amount, Owner = $"{account.Owner} {deposited.Currency} {deposited.Note}" })
            .Upcasts<Deposited, DepositedWithNote>("deposited", static old => new(old.Amount, "none"))
            .Upcasts<DepositedWithNote, DepositedIn>("deposited-with-note", static old => new(old.Amount, old.Note, "EUR"))
            .Snapshots(every: 10, revision: 2));
}

public sealed record DepositedWithNote(long Amount, string Note);

public sealed record DepositedIn(long Amount, string Note, string Currency);

/// <summary>A till that has forgotten deposits, and knows no old ones.</summary>
[Module("till")]
public sealed class ForgetfulTillModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Stream<Account>("account", stream => stream.Event<Opened>("opened", Account.Apply));
}

/// <summary>A till before its projections were thought of.</summary>
[Module("till")]
public sealed class PlainTillModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Stream<Account>("account", stream => stream
            .Event<Opened>("opened", Account.Apply)
            .Event<Deposited>("deposited", Account.Apply)
            .Event<Withdrawn>("withdrawn", Account.Apply))
        .Services(static services => services.AddSingleton<Counter>());
}

/// <summary>The same with the past in its subscription.</summary>
[Module("till")]
public sealed class CuriousTillModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Stream<Account>("account", stream => stream
            .Event<Opened>("opened", Account.Apply)
            .Event<Deposited>("deposited", Account.Apply)
            .Event<Withdrawn>("withdrawn", Account.Apply))
        .On<Withdrawn, Teller>(job => job.FromTheBeginning())
        .On<Withdrawn, Teller>(job => job.Named("on-new-withdrawn"))
        .Services(static services => services.AddSingleton<Counter>());
}
