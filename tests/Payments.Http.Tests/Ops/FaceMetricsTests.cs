using System.Globalization;
using System.Text.RegularExpressions;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Ops;

/// <summary>Each route says which face it belongs to, and requests are counted by that.</summary>
public sealed partial class FaceMetricsTests
{
    private static readonly Dictionary<string, string[]> Paths = new()
    {
        ["epay"] = ["/submit.php", "/epay/submit", "/epay/submit.php", "/mapi.php", "/epay/mapi.php", "/api.php", "/epay/api.php"],
        ["pay188"] = ["/pay/address", "/pay/order/none", "/pay/none"],
        ["crazyminer"] = ["/crazyminer/payment/list/", "/crazyminer/payment/status/none", "/crazyminer/none", "/payment-redirect/"],
        ["recharge"] = ["/recharge", "/frontend/pages/recharge.html", "/api/v1/orders/crypto/currencies"],
        ["wopay"] = ["/api/v1/wallets", "/api/v1/payments/none", "/api/v1/none"],
        ["cashier"] = ["/cashier", "/cashier?id=none", "/cashier/none/state", "/cashier/none/qr.png", "/cashier/none/qr.svg", "/cashier/none/return"],
        ["checkout"] = ["/checkout/none/state", "/checkout/none/coins", "/checkout/none/qr.png", "/checkout/none/qr.svg", "/checkout/none/none"],
        ["link"] = ["/link/none", "/link/1-0123456789ab"],
        ["docs"] = ["/openapi/api.json", "/openapi/checkout.json", "/docs/api/", "/docs/api/scalar.js"],
        ["assets"] = ["/assets/cashier.css", "/assets/cashier.js", "/assets/ops.css", "/assets/ops.js"],
        ["ops"] = ["/health", "/health/live", "/health/ready", "/ops", "/ops/state", "/metrics"],
        // What nothing is mapped to belongs to no face, whatever it begins with.
        ["other"] = ["/", "/none", "/epay/none", "/assets/none"],
    };

    [Fact]
    public async Task Requests_are_counted_by_the_face_of_their_route_and_event_streams_by_none()
    {
        await using var gateway = await GatewayHost.StartAsync();
        // Its own answer is counted after it was written: the first figures are taken when they have come to rest.
        var before = await Patience.UntilAsync(() => CountsAsync(gateway), counts => counts.ContainsKey("ops"), "the metrics' own requests are counted");

        (await gateway.Http.GetAsync("/cashier/none/events")).Dispose();
        foreach (var path in Paths.Values.SelectMany(paths => paths)) (await gateway.Http.GetAsync(path)).Dispose();

        var faces = Paths.Keys.Where(face => face != "ops").ToArray();
        var after = await Patience.UntilAsync(
            () => CountsAsync(gateway), counts => faces.All(face => Since(counts, face) >= Paths[face].Length), "every request is counted");
        faces.Should().AllSatisfy(face => Since(after, face).Should().Be(Paths[face].Length, face));
        Since(after, "ops").Should().BeGreaterThanOrEqualTo(Paths["ops"].Length);
        after.Keys.Should().BeEquivalentTo(Paths.Keys);

        long Since(Dictionary<string, long> counts, string face) => counts.GetValueOrDefault(face) - before.GetValueOrDefault(face);
    }

    private static async Task<Dictionary<string, long>> CountsAsync(GatewayHost gateway)
    {
        var lines = await gateway.Http.GetStringAsync("/metrics");
        return Counted().Matches(lines).GroupBy(match => match.Groups[1].Value)
            .ToDictionary(group => group.Key, group => group.Sum(match => long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex("""^payments_http_requests_total\{[^}]*\bface="(\w+)"[^}]*\} (\d+)""", RegexOptions.Multiline)]
    private static partial Regex Counted();
}
