using Dapper;
using Roost;
using Roost.Postgres.Embedded;
using Roost.Startup;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Notifications;
using Shop.Notifications.Contracts;
using Shop.Users.Contracts;

namespace Shop.Tests.Notifications;

public sealed class SmtpTests(PostgresServer server)
{
    private readonly KnownUsers _users = new();
    private readonly TenantId _tenant = TenantId.New();
    private readonly Guid _operation = Guid.CreateVersion7();

    [Fact]
    public async Task A_mail_goes_out_once()
    {
        await using var smtp = new SmtpServer();
        await using var host = await StartAsync(smtp);
        var customer = _users.Add("Jürgen\r\nBcc: everyone@example.org", "juergen@example.org");

        (await ConfirmAsync(host, customer)).IsSuccess.ShouldBeTrue();
        (await ConfirmAsync(host, customer)).IsSuccess.ShouldBeTrue();

        smtp.Recipients.ShouldBe(["RCPT TO:<juergen@example.org>"]);
        var mail = ReadMail.Parse(smtp.Messages.ShouldHaveSingleItem());
        mail.Headers["Message-ID"].ShouldBe($"<{_operation:N}@shop.example>");
        mail.Headers["To"].ShouldEndWith("<juergen@example.org>");
        mail.Headers.Keys.ShouldNotContain("Bcc");
        mail.Body.ShouldContain("Total: 1,235 JPY");
    }

    [Theory]
    [InlineData("550 No such user", "notifications.refused")]
    [InlineData("450 Try later", "notifications.not_sent")]
    public async Task What_the_server_refuses_is_not_called_sent_and_may_be_tried_again(string answer, string code)
    {
        await using var smtp = new SmtpServer { AnswerToRecipient = answer };
        await using var host = await StartAsync(smtp);
        var customer = _users.Add("Ada", "ada@example.org");
        var refused = await ConfirmAsync(host, customer);
        smtp.AnswerToRecipient = "250 OK";

        (await ConfirmAsync(host, customer)).IsSuccess.ShouldBeTrue();

        refused.Error!.Code.ShouldBe(code);
        smtp.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        await using var smtp = new SmtpServer { IsSilent = true };
        await using var host = await StartAsync(smtp, timeout: "00:00:00.200");

        (await ConfirmAsync(host, _users.Add("Ada", "ada@example.org"))).Error!.Code.ShouldBe("notifications.not_sent");
    }

    [Fact]
    public async Task A_mail_whose_caller_went_away_while_it_was_sent_is_sent_when_it_is_asked_for_again()
    {
        await using var smtp = new SmtpServer { IsSilent = true };
        await using var host = await StartAsync(smtp);
        var customer = _users.Add("Ada", "ada@example.org");
        using var caller = new CancellationTokenSource();
        var gone = ConfirmAsync(host, customer, caller.Token);
        await smtp.ConnectedAsync();
        smtp.IsSilent = false;
        await caller.CancelAsync();
        await gone.ShouldThrowAsync<OperationCanceledException>();

        (await ConfirmAsync(host, customer)).IsSuccess.ShouldBeTrue("it is claimed by nobody");

        smtp.Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_fails_after_its_claim_ran_out_leaves_that_of_the_next_alone()
    {
        await using var smtp = new SmtpServer { IsSilent = true };
        await using var host = await StartAsync(smtp);
        var customer = _users.Add("Ada", "ada@example.org");
        using var caller = new CancellationTokenSource();
        var late = ConfirmAsync(host, customer, caller.Token);
        await smtp.ConnectedAsync();
        await ExecuteAsync(host, "UPDATE notifications.sent_mails SET claimed_until = claimed_until + interval '3 minutes'");
        await caller.CancelAsync();
        await late.ShouldThrowAsync<OperationCanceledException>();

        (await ConfirmAsync(host, customer)).Error!.Code.ShouldBe("notifications.under_way");

        smtp.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Where_a_claim_cannot_be_given_back_the_caller_hears_why_nothing_was_sent()
    {
        await using var smtp = new SmtpServer { IsSilent = true };
        await using var host = await StartAsync(smtp);
        using var caller = new CancellationTokenSource();
        var gone = ConfirmAsync(host, _users.Add("Ada", "ada@example.org"), caller.Token);
        await smtp.ConnectedAsync();
        await ExecuteAsync(host, "ALTER TABLE notifications.sent_mails RENAME TO elsewhere");
        await caller.CancelAsync();

        await gone.ShouldThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_alone_for_a_while_and_found_again()
    {
        await using var smtp = new SmtpServer { IsSilent = true };
        await using var host = await StartAsync(
            smtp, "00:00:01", ("Roost:Calls:smtp:MinimumThroughput", "2"), ("Roost:Calls:smtp:BreakDuration", "00:00:05"));
        var customer = _users.Add("Ada", "ada@example.org");
        await ConfirmAsync(host, customer);
        await ConfirmAsync(host, customer);
        // It takes one after the other, and may hear of the second only now.
        await smtp.ConnectedAsync();
        await smtp.ConnectedAsync();

        var refused = await ConfirmAsync(host, customer);
        var asked = smtp.Connections;
        smtp.IsSilent = false;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await ConfirmAsync(host, customer)).Error?.Code == "notifications.not_sent")
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        refused.Error!.Code.ShouldBe("notifications.not_sent");
        asked.ShouldBe(2);
        smtp.Messages.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("SmtpPort", "587", "There is no way for mail to leave.")]
    [InlineData("FromAddress", "orders", "'orders' is no mail address.")]
    [InlineData("SmtpUser", "shop", "SmtpUser and SmtpPassword go together")]
    public async Task Without_a_way_for_mail_to_leave_the_host_does_not_start(string key, string value, string message)
    {
        var start = () => new ModuleHostBuilder<NotificationsModule>(server).Fake<IUsers>(_users).With($"Modules:notifications:{key}", value).StartAsync();

        var report = await start.ShouldThrowAsync<StartupException>();

        report.Faults.ShouldContain(fault => fault.What.Contains(message, StringComparison.Ordinal), report.Message);
    }

    private static async Task ExecuteAsync(ModuleHost host, string statement)
    {
        await using var connection = await host.Database.OpenAsync(ClusterRole.Superuser);
        await connection.ExecuteAsync(statement);
    }

    private Task<Result> ConfirmAsync(ModuleHost host, Guid customer, CancellationToken cancellationToken = default) => host.CallAsync<INotifications, Result>(
        _tenant, notifications => notifications.OrderConfirmedAsync(new(_operation, customer, Guid.CreateVersion7(), new(1235, "JPY")), cancellationToken));

    private Task<ModuleHost> StartAsync(SmtpServer smtp, string timeout = "00:00:10", params (string Key, string Value)[] settings)
    {
        var builder = new ModuleHostBuilder<NotificationsModule>(server)
            .Fake<IUsers>(_users)
            .With("Modules:notifications:SmtpHost", "127.0.0.1")
            .With("Modules:notifications:SmtpPort", $"{smtp.Port}")
            .With("Modules:notifications:SmtpTls", "false")
            .With("Modules:notifications:SmtpTimeout", timeout);
        foreach (var (key, value) in settings)
        {
            builder.With(key, value);
        }

        return builder.StartAsync();
    }
}
