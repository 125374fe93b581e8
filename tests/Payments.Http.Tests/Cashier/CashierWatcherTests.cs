using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Payments.Chains;
using Payments.Contracts.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Cashier;

/// <summary>The cashier while grains that it asks fail, are slow, or have nothing new to say.</summary>
public sealed class CashierWatcherTests : IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private readonly ScriptedChain chain = new(confirmations: 2);
    private readonly Calls calls = new();
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?>(ScriptedChain.Settings) { ["Logging:LogLevel:Default"] = "None", ["Chains:Bsc:Confirmations"] = "2" },
            services => services.AddSingleton<IChainReaders>(chain).AddSingleton<IIncomingGrainCallFilter>(calls)
                .PostConfigure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromHours(1)));
        merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
    }

    public Task DisposeAsync() => gateway.EndAuditedAsync();

    [Fact]
    public async Task A_watcher_that_fails_costs_the_page_its_hints_and_nothing_else()
    {
        var order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "W-1");
        calls.Instead[nameof(IChainWatcherGrain.GetStatusAsync)] = () => throw new TimeoutException("the silo has died");
        (await PageAsync(order.Id.Value)).Should().Contain("id=\"copy-address\"").And.NotContain("id=\"hint\"");
        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        var state = await StateAsync(order.Id.Value, "confirming");
        state.GetProperty("confirmations").ToString().Should().Be("""{"seen":1,"needed":2,"minutesLeft":null}""");
    }

    /// <summary>A page that waited for the watcher would not come before the HTTP client gives up.</summary>
    [Fact]
    public async Task A_watcher_that_does_not_answer_holds_up_no_page()
    {
        var order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "W-2");
        var never = new TaskCompletionSource();
        calls.Instead[nameof(IChainWatcherGrain.GetStatusAsync)] = () => never.Task;
        (await PageAsync(order.Id.Value)).Should().NotContain("id=\"hint\"");
        never.SetResult();
    }

    [Fact]
    public async Task Whoever_watches_goes_on_watching_after_a_grain_gave_up_on_a_call()
    {
        var order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "W-3");
        using var stream = await gateway.Http.GetAsync($"/cashier/{order.Id.Value}/events", HttpCompletionOption.ResponseHeadersRead);
        calls.Instead[nameof(IOrderGrain.GetNewerAsync)] = () => throw new OperationCanceledException("the grain ends");
        await calls.SeenAsync(nameof(IOrderGrain.GetNewerAsync), 2);
        calls.Instead.Clear();
        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await reader.ReadLineAsync(patience.Token) is { } line && !line.Contains("\"stage\":\"confirming\"", StringComparison.OrdinalIgnoreCase)) patience.Token.ThrowIfCancellationRequested();
        patience.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task An_order_that_does_not_change_costs_those_who_watch_it_one_call_a_look()
    {
        var order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "W-4");
        using var stream = await gateway.Http.GetAsync($"/cashier/{order.Id.Value}/events", HttpCompletionOption.ResponseHeadersRead);
        await calls.SeenAsync(nameof(IOrderGrain.GetNewerAsync), 2);
        var (merchants, unchanged) = (calls.Count("GetAsync", "mch-"), calls.Nothing);
        await calls.SeenAsync(nameof(IOrderGrain.GetNewerAsync), 4);
        calls.Count("GetAsync", "mch-").Should().Be(merchants);
        calls.Nothing.Should().BeGreaterThan(unchanged, "the order's grain has nothing newer to tell");
    }

    private async Task<string> PageAsync(string id)
    {
        using var answer = await gateway.Http.GetAsync($"/cashier?id={id}");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    private Task<JsonElement> StateAsync(string id, string stage) => Patience.UntilAsync(
        async () => JsonDocument.Parse(await gateway.Http.GetStringAsync($"/cashier/{id}/state")).RootElement,
        state => state.GetProperty("stage").GetString()!.Equals(stage, StringComparison.OrdinalIgnoreCase), $"the stage is {stage}");

    /// <summary>Counts calls of grains, and makes some fail.</summary>
    private sealed class Calls : IIncomingGrainCallFilter
    {
        private readonly ConcurrentQueue<(string Method, string Target)> seen = new();
        private int nothing;

        public ConcurrentDictionary<string, Func<Task>> Instead { get; } = new();

        /// <summary>How often an order's grain had nothing newer to tell.</summary>
        public int Nothing => Volatile.Read(ref nothing);

        public int Count(string method, string prefix = "") => seen.Count(call => call.Method == method && call.Target.Contains(prefix, StringComparison.Ordinal));

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            seen.Enqueue((context.MethodName, context.TargetId.ToString()));
            if (Instead.TryGetValue(context.MethodName, out var instead)) await instead();
            await context.Invoke();
            if (context.MethodName == nameof(IOrderGrain.GetNewerAsync) && context.Result is null) Interlocked.Increment(ref nothing);
        }

        /// <summary>Done after so many more calls of a method.</summary>
        public Task SeenAsync(string method, int times)
        {
            var until = Count(method) + times;
            return Patience.UntilAsync(() => Count(method) >= until, $"{times} more calls of {method}");
        }
    }
}
