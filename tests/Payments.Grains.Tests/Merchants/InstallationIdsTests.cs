using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Grains.Identity;

namespace Payments.Grains.Tests.Merchants;

public sealed class InstallationIdsTests : MerchantHost
{
    private static readonly MerchantId Someone = new(new string('a', 32));

    [Fact]
    public async Task Ids_stay_the_same_over_restarts_and_key_rotation()
    {
        var before = (Ids.ForEmail("shop@example.com"), Ids.For(Someone, "2026-1"));
        await RestartAsync(GrainHost.Keys(1));
        (Ids.ForEmail("shop@example.com"), Ids.For(Someone, "2026-1")).Should().Be(before);
        await RestartAsync(GrainHost.Keys(2, older: 1));
        (Ids.ForEmail("shop@example.com"), Ids.For(Someone, "2026-1")).Should().Be(before);
        await Host.Get<InstallationIds>().ResealAsync();
        await RestartAsync(GrainHost.Keys(2));
        (Ids.ForEmail("shop@example.com"), Ids.For(Someone, "2026-1")).Should().Be(before);
    }

    [Fact]
    public async Task Another_installation_has_other_ids()
    {
        var folder = Directory.CreateTempSubdirectory("payments-other-").FullName;
        await using (var other = await GrainHost.StartAsync(folder, services => Payments.Grains.Merchants.MerchantServices.AddMerchants(services, GrainHost.Keys(1))))
            other.Get<IOrderIds>().For(Someone, "1").Should().NotBe(Ids.For(Someone, "1"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void An_order_number_is_taken_to_the_letter_and_an_address_is_not()
    {
        Ids.For(Someone, "A1").Should().NotBe(Ids.For(Someone, "a1"));
        Ids.For(Someone, "1").Should().NotBe(Ids.For(new MerchantId(new string('b', 32)), "1"));
        Ids.ForEmail(" Shop@Example.com").Should().Be(Ids.ForEmail("shop@example.com"));
    }

    [Fact]
    public async Task A_lost_master_key_stops_the_start_in_words()
    {
        await RestartAsync(GrainHost.Keys(1));
        var start = () => StartAsync(GrainHost.Keys(9));
        (await start.Should().ThrowAsync<SecretException>()).WithMessage($"*installation-key*{GrainHost.Keys(1).Current.Id}*");
    }

    private IOrderIds Ids => Host.Get<IOrderIds>();
}
