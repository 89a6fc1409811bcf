using Roost.Remoting.Compatibility.Description;
using Roost.Remoting.Compatibility.Rules;

namespace Roost.Remoting.Tests.Compatibility;

/// <summary>Who may call, and who may publish: a host asks its own image about those of another one.</summary>
public sealed class CallersTests
{
    [Fact]
    public void A_use_that_is_gone_breaks_for_old_callers_whose_calls_are_refused()
    {
        var change = Comparison.Of(Described.Used("orders", "reports"), Described.Used("reports")).ShouldHaveSingleItem();

        change.Severity.ShouldBe(Severity.Breaks);
        change.What.ShouldBe("is no longer used by the module 'orders'");
        change.Victims.ShouldHaveSingleItem().ShouldContain("contract.undeclared");
        change.Remedy.ShouldContain("the declaration in the release after");
    }

    [Fact]
    public void Nobody_calls_what_is_obsolete_so_its_uses_may_go() =>
        Comparison.Of(Change(Described.Used("orders"), contract => contract with { IsObsolete = true }), Change(Described.Used(), contract => contract with { IsObsolete = true }))
            .ShouldHaveSingleItem().Severity.ShouldBe(Severity.Compatible);

    [Fact]
    public void A_new_use_of_what_is_there_minds_the_order()
    {
        var change = Comparison.Of(Described.Used("reports"), Described.Used("orders", "reports")).ShouldHaveSingleItem();

        change.Severity.ShouldBe(Severity.Care);
        change.Remedy.ShouldBe("Old servers refuse its calls with contract.undeclared: replace the hosts of the module 'stock' before those that call it.");
    }

    [Fact]
    public void Where_the_host_program_may_call_every_module_may()
    {
        var all = Change(Described.Used("orders"), contract => contract with { IsUsedByHosts = true });

        Comparison.Of(all, all with { Contracts = Change(Described.Used(), contract => contract with { IsUsedByHosts = true }).Contracts }).ShouldBeEmpty();
        Comparison.Of(all, Described.Used("orders")).ShouldHaveSingleItem().What.ShouldBe("is no longer used by the host program");
        Comparison.Of(Described.Used("orders"), all).ShouldHaveSingleItem().What.ShouldBe("is used by the host program now");
    }

    [Fact]
    public void An_event_that_another_module_publishes_is_refused_in_other_databases()
    {
        var change = Comparison.Of(Described.Published("stock.counted", "stock"), Described.Published("stock.counted", "store")).ShouldHaveSingleItem();

        change.Severity.ShouldBe(Severity.Breaks);
        change.What.ShouldBe("is published by the module 'store' now, and was by 'stock'");
        Comparison.Of(Described.Published("stock.counted", "stock"), Described.Published("stock.counted", "stock")).ShouldBeEmpty();
    }

    private static ApplicationDescription Change(ApplicationDescription application, Func<ContractDescription, ContractDescription> change)
    {
        application.Contracts[Described.Contract] = change(application.Contracts[Described.Contract]);
        return application;
    }
}
