using Roost;
using Roost.Testing.Databases;
using Shop.Inventory.Expiries;

namespace Shop.Tests.Inventory;

public sealed class ExpiryTests(PostgresServer server)
{
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(15);

    private readonly Guid _operation = Guid.CreateVersion7();

    [Fact]
    public async Task What_is_not_sold_in_time_can_be_sold_to_others()
    {
        await using var room = await StockRoom.OpenAsync(server, stock: 3);
        await room.ReserveAsync(_operation, 3);
        room.Clock.Advance(Hold - TimeSpan.FromSeconds(1));
        await ExpireAsync(room);
        var early = await room.StockAsync();
        room.Clock.Advance(TimeSpan.FromSeconds(1));

        await ExpireAsync(room);

        early.ShouldBe("0/3");
        (await room.StockAsync()).ShouldBe("3/0");
        (await room.ReserveAsync(Guid.CreateVersion7(), 3)).IsSuccess.ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_has_expired_is_never_sold_whether_or_not_it_was_released_already(bool released)
    {
        await using var room = await StockRoom.OpenAsync(server, stock: 3);
        await room.ReserveAsync(_operation, 3);
        room.Clock.Advance(Hold);
        if (released)
        {
            await ExpireAsync(room);
        }

        var sold = await room.SellAsync(_operation);
        var again = await room.ReserveAsync(_operation, 3);
        await ExpireAsync(room);

        (sold.Error!.Code, sold.Error.Kind).ShouldBe(("inventory.reservation_settled", ErrorKind.Unprocessable));
        again.Error!.Code.ShouldBe("inventory.reservation_settled");
        (await room.StockAsync()).ShouldBe("3/0");
    }

    [Fact]
    public async Task What_was_sold_in_time_stays_sold()
    {
        await using var room = await StockRoom.OpenAsync(server, stock: 3);
        await room.ReserveAsync(_operation, 2);
        await room.SellAsync(_operation);
        room.Clock.Advance(Hold + Hold);

        await ExpireAsync(room);

        (await room.SellAsync(_operation)).IsSuccess.ShouldBeTrue();
        (await room.ReserveAsync(_operation, 2)).IsSuccess.ShouldBeTrue();
        (await room.StockAsync()).ShouldBe("1/0");
    }

    [Fact]
    public async Task More_than_one_part_expires_at_once_and_sales_at_the_last_moment_are_sales_or_none()
    {
        await using var room = await StockRoom.OpenAsync(server, stock: 500);
        Guid[] operations = [.. Enumerable.Range(0, 250).Select(_ => Guid.CreateVersion7())];
        await Task.WhenAll(operations.Select(operation => room.ReserveAsync(operation, 1)));
        var sales = Task.WhenAll(operations.Take(50).Select(room.SellAsync));
        room.Clock.Advance(Hold);

        await ExpireAsync(room);

        var sold = (await sales).Count(sale => sale.IsSuccess);
        (await room.StockAsync()).ShouldBe($"{500 - sold}/0");
    }

    [Fact]
    public async Task Every_shop_has_its_turn()
    {
        await using var room = await StockRoom.OpenAsync(server, stock: 3);
        await room.ReserveAsync(_operation, 3);
        room.Clock.Advance(Hold);

        await room.SendAsync(null, new ExpireAllReservations(room.Clock.GetUtcNow()));

        (await room.StockAsync()).ShouldBe("3/0");
    }

    private static Task ExpireAsync(StockRoom room) => room.SendAsync(room.Tenant, new ExpireReservations(room.Clock.GetUtcNow()));
}
