using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Grains.Callbacks;
using Payments.Grains.Tests.Merchants;
using Payments.Grains.Users;
using Payments.Testing;

namespace Payments.Grains.Tests.Users;

/// <summary>Key sets at a merchant's address, fetched from a server of the test.</summary>
public sealed class UserKeysGrainTests : MerchantHost
{
    private readonly string first = SetOf("one");
    private readonly string second = SetOf("two");

    [Fact]
    public async Task A_set_is_fetched_once_in_ten_minutes_and_earlier_only_for_a_key_that_is_missing()
    {
        await using var server = new KeyServer(first);
        await server.StartAsync();
        var keys = await KeysAsync(server.Url.ToString());
        (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => keys.GetAsync(isMissing: false)))).Should().OnlyContain(text => text == first);
        server.Requests.Should().Be(1);

        server.Answer = second;
        (await keys.GetAsync(isMissing: true)).Should().Be(first, "it was fetched less than a minute ago");
        Host.Time.Advance(UserKeysGrain.Rest);
        (await keys.GetAsync(isMissing: false)).Should().Be(first);
        (await keys.GetAsync(isMissing: true)).Should().Be(second);
        server.Requests.Should().Be(2);
        Host.Time.Advance(UserKeysGrain.Lifetime);
        (await keys.GetAsync(isMissing: false)).Should().Be(second);
        server.Requests.Should().Be(3);
    }

    [Fact]
    public async Task A_set_serves_on_for_a_day_while_its_address_fails_and_then_no_more()
    {
        await using var server = new KeyServer(first);
        await server.StartAsync();
        var keys = await KeysAsync(server.Url.ToString());
        (await keys.GetAsync(isMissing: false)).Should().Be(first);
        foreach (var bad in new[] { "<html>", "{\"keys\":[]}", new string(' ', UserTokenSettings.JwksLimit) + first })
        {
            server.Answer = bad;
            Host.Time.Advance(UserKeysGrain.Lifetime);
            (await keys.GetAsync(isMissing: false)).Should().Be(first);
        }
        server.Answer = null;
        Host.Time.Advance(UserKeysGrain.LongestLifetime);
        (await keys.GetAsync(isMissing: false)).Should().BeNull();
        server.Answer = second;
        (await keys.GetAsync(isMissing: false)).Should().BeNull("it was tried a moment ago");
        Host.Time.Advance(UserKeysGrain.Rest);
        (await keys.GetAsync(isMissing: false)).Should().Be(second);
    }

    [Fact]
    public async Task Another_address_has_other_keys_at_once_and_none_has_none()
    {
        await using var server = new KeyServer(first);
        await using var other = new KeyServer(second);
        await server.StartAsync();
        await other.StartAsync();
        var keys = await KeysAsync(server.Url.ToString());
        (await keys.GetAsync(isMissing: false)).Should().Be(first);
        await SetAsync(new UserTokenSettings { Mode = UserTokenMode.Jwks, JwksUrl = other.Url.ToString() });
        (await keys.GetAsync(isMissing: false)).Should().Be(second);
        await SetAsync(new UserTokenSettings { Mode = UserTokenMode.Off });
        (await keys.GetAsync(isMissing: false)).Should().BeNull();
    }

    [Fact]
    public async Task Keys_are_fetched_under_the_rules_of_callbacks()
    {
        await using var server = new KeyServer(first);
        await server.StartAsync();
        using var fetcher = new UserKeyFetcher(Options.Create(new CallbackOptions()), TimeProvider.System);
        var (keys, error) = await fetcher.FetchAsync(server.Url.ToString());
        keys.Should().BeNull();
        error.Should().Contain("no public address");
        server.Requests.Should().Be(0);
    }

    private async Task<IUserKeysGrain> KeysAsync(string url)
    {
        await MerchantGrain.RegisterAsync(Registration);
        await SetAsync(new UserTokenSettings { Mode = UserTokenMode.Jwks, JwksUrl = url });
        return Host.Grains.GetGrain<IUserKeysGrain>(UserKeysName.Of(Id));
    }

    private Task SetAsync(UserTokenSettings settings) => MerchantGrain.UpdateAsync(new UpdateMerchant { UserTokens = settings });

    private MerchantId Id => Host.Get<IOrderIds>().ForEmail(Registration.Email);

    private IMerchantGrain MerchantGrain => Host.Grains.GetGrain<IMerchantGrain>(Id.GrainKey);

    private static string SetOf(string kid)
    {
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportParameters(includePrivateParameters: false);
        var (modulus, exponent) = (Base64Url.EncodeToString(key.Modulus), Base64Url.EncodeToString(key.Exponent));
        return $$"""{"keys":[{"kty":"RSA","kid":"{{kid}}","n":"{{modulus}}","e":"{{exponent}}"}]}""";
    }

    private sealed class KeyServer(string? answer) : LocalServer
    {
        private int requests;

        public string? Answer { get; set; } = answer;

        public int Requests => requests;

        public Task StartAsync() => ListenAsync(app => app.MapGet("/", context =>
        {
            Interlocked.Increment(ref requests);
            if (Answer is not null) return context.Response.WriteAsync(Answer);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }));
    }
}
