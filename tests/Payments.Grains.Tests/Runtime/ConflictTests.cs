using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Diagnostics;
using Orleans.Storage;
using Payments.Contracts.Orders;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;
using Payments.Grains.Persistence;
using Payments.Grains.Tests.Wallets;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Runtime;

/// <summary>Two writers of one state, and storage that fails, as the product's grains meet them.</summary>
public sealed class ConflictTests : DerivedHost
{
    private const string One = "0x52908400098527886e0f7030069857d2e4169ee7";
    private const string Other = "0x8617e340b3d01fa5f11f306f4090fd50e238070d";

    private string OneKey => Domain.Wallets.WalletAddressKey.Of(ChainId.Bsc, One);

    [Fact]
    public async Task A_write_conflict_ends_the_grain_where_it_arose_and_not_its_caller()
    {
        await AddWalletAsync(PlainAt(One));
        var other = await AddWalletAsync(PlainAt(Other));
        var order = await OrderAsync("C-1", (await Merchant(Shop).GetAsync())!.Merchant.Wallets[0].Id);
        await OverwriteAsync();
        using var ended = new Endings(Host);

        // The order asks its address to hold the old amount, and the address finds that somebody else wrote.
        await FluentActions.Awaiting(() => OrderGrain("C-1").ChooseWalletAsync(other)).Should().ThrowAsync<InconsistentStateException>();
        await FluentActions.Awaiting(() => ended.OfAsync(OneKey)).Should().NotThrowAsync();
        var chosen = await OrderGrain("C-1").ChooseWalletAsync(other);
        chosen.Order!.Quote!.Address.Should().Be(Other, "the next activation has read what was written");
        ended.Keys.Should().Equal([OneKey], $"{order.Id.GrainKey} goes on with what it has in memory");
    }

    [Theory]
    [InlineData(StorageNames.Batched)]
    [InlineData(StorageNames.Default)]
    public async Task Of_many_first_writes_one_wins(string provider)
    {
        var storage = Host.Get<IServiceProvider>().GetRequiredKeyedService<IGrainStorage>(provider);
        var id = GrainId.Create("wallet-address", "adr-bsc-fresh");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            var address = new WatchedAddress { Chain = ChainId.Bsc, Address = $"{i}", RegisteredAt = Now };
            var state = new GrainState<Stored<WatchedAddress>>(new Stored<WatchedAddress> { Value = address });
            try
            {
                await storage.WriteStateAsync("another", id, state);
                return i;
            }
            catch (InconsistentStateException)
            {
                return -1;
            }
        }));

        var winner = outcomes.Should().ContainSingle(outcome => outcome >= 0).Subject;
        var stored = new GrainState<Stored<WatchedAddress>>();
        await storage.ReadStateAsync("another", id, stored);
        stored.State!.Value!.Address.Should().Be($"{winner}");
    }

    [Fact]
    public async Task A_read_that_fails_at_activation_fails_the_call_and_the_next_call_reads_again()
    {
        await AddWalletAsync(PlainAt(One));
        await RestartAsync(GrainHost.Keys(1));
        Host.Storage.FailNextRead = new IOException("away");
        var address = Host.Grains.GetGrain<IWalletAddressGrain>(OneKey);

        await FluentActions.Awaiting(address.GetStatusAsync).Should().ThrowAsync<Exception>();
        (await address.GetStatusAsync())!.Owner.Should().Be(Host.Get<IOrderIds>().ForEmail(Shop));
    }

    [Fact]
    public async Task A_read_that_fails_in_a_call_fails_it_and_the_next_call_reads_again()
    {
        await OrderAsync("C-1", await AddWalletAsync(PlainAt(One)));
        await RestartAsync(GrainHost.Keys(1));
        Host.Storage.FailNextRead = new IOException("away");

        await FluentActions.Awaiting(() => OrderGrain("C-1").GetAsync()).Should().ThrowAsync<Exception>();
        (await OrderGrain("C-1").GetAsync())!.Number.Should().Be("C-1");
    }

    /// <summary>Writes the address's row as it is, by another hand.</summary>
    private async Task OverwriteAsync()
    {
        var (table, key) = StateTables.Locate(StateNames.WalletAddress, OneKey);
        var row = (await Host.Get<IStateStore>().ReadAsync(table, key))!.Value;
        await Host.Get<IStateStore>().WriteAsync(table, key, row.State, row.Version);
    }

    /// <summary>The keys of grains of one silo whose activations end.</summary>
    private sealed class Endings : IObserver<GrainLifecycleEvents.LifecycleEvent>, IDisposable
    {
        private readonly SiloAddress silo;
        private readonly IDisposable subscription;
        private readonly Journal journal = new();

        public Endings(GrainHost host)
        {
            silo = host.Get<ILocalSiloDetails>().SiloAddress;
            subscription = GrainLifecycleEvents.AllEvents.Subscribe(this);
        }

        public IReadOnlyList<string> Keys => journal.Lines;

        public Task OfAsync(string key) => journal.WrittenAsync(key);

        public void OnNext(GrainLifecycleEvents.LifecycleEvent value)
        {
            var context = value.GrainContext;
            if (value is not GrainLifecycleEvents.Deactivated || !silo.Equals(context.Address.SiloAddress)) return;
            journal.Write(context.GrainId.Key.ToString()!);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => subscription.Dispose();
    }
}
