using System.Text;
using Payments.Fuzz;
using Payments.Testing;

namespace Payments.Http.Tests.Fuzz;

/// <summary>What <c>scripts/fuzz.sh</c> found once is answered as documented from then on.</summary>
public sealed class FuzzTests
{
    private static readonly string Finds = Path.Combine(Repository.Root, "tests/Payments.Http.Tests/Fuzz/Finds");

    [Fact]
    public async Task Every_request_that_failed_once_is_answered_as_documented()
    {
        var kept = Directory.GetFiles(Finds, "*.json").Order().ToArray();
        kept.Should().NotBeEmpty();
        await using var gateway = await FuzzedGateway.StartAsync();
        foreach (var file in kept)
        {
            var request = FuzzRequest.Parse(await File.ReadAllTextAsync(file));
            (await gateway.FaultAsync(request)).Should().BeNull("{0} {1} of {2}", request.Method, request.Target, Path.GetFileName(file));
        }
    }

    [Fact]
    public void A_kept_request_comes_back_byte_for_byte()
    {
        byte[] body = [0, 255, .. Encoding.UTF8.GetBytes("{order}")];
        var request = new FuzzRequest("POST", "/submit.php?a=%00", Sender.Merchant, "application/x-www-form-urlencoded", body);
        FuzzRequest.Parse(request.ToString()).Should().BeEquivalentTo(request);
    }
}
