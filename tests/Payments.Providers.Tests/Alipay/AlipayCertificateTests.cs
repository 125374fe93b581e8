using System.Text;
using Payments.Domain.Charges;
using Payments.Providers.Alipay;
using Payments.Providers.Alipay.Keys;
using Payments.Providers.Common;
using Payments.ProviderSandbox.Alipay;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Certificate mode against the stand-in: Alipay's certificate changes, and no payment is lost or made up by it.</summary>
public sealed class AlipayCertificateTests(AlipayLab lab) : IClassFixture<AlipayLab>
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_new_certificate_of_Alipays_is_fetched_verified_and_kept()
    {
        var ca = AlipayCa.New();
        var (account, first) = Set(ca);
        (await lab.Provider.QueryAsync(account, AlipayLab.Query("none_1"), None)).Outcome.Should().Be(ProviderOutcome.NotFound);
        Downloads().Should().Be(0);

        var second = ca.Issue();
        Sign(second);
        (await lab.Provider.QueryAsync(account, AlipayLab.Query("none_1"), None)).Outcome.Should().Be(ProviderOutcome.NotFound);
        (await lab.Provider.QueryAsync(account, AlipayLab.Query("none_1"), None)).Outcome.Should().Be(ProviderOutcome.NotFound);
        Downloads().Should().Be(1, "it is kept");
        Sign(first);
        (await lab.Provider.QueryAsync(account, AlipayLab.Query("none_1"), None)).Outcome
            .Should().Be(ProviderOutcome.NotFound, "both are good");
        lab.Sandbox.Certificate = null;
    }

    [Fact]
    public async Task A_notice_under_a_new_certificate_is_taken_once_its_certificate_is_there()
    {
        var ca = AlipayCa.New();
        var (account, _) = Set(ca);
        await lab.Provider.CreateAsync(account, lab.Order("cert_n", AlipayProvider.PageMethod), None);
        await lab.OpenAsync((await lab.Provider.CreateAsync(account, lab.Order("cert_n", AlipayProvider.PageMethod), None)).News!.Front!);
        Sign(ca.Issue());
        await lab.PostAsync("sandbox/trades/cert_n/pay");
        var notice = AlipayNotices.Of((await lab.Shop.NextAsync()).Body);

        lab.Provider.Read(account, notice, default).Verdict.Should().Be(NoticeVerdict.Later);
        await ((IPublishesKeys)lab.Provider).PrepareAsync(account, notice, None);
        lab.Provider.Read(account, notice, default).News!.State.Should().Be(ChargeState.Paid);
        lab.Sandbox.Certificate = null;
    }

    [Fact]
    public async Task Numbers_that_nobody_knows_are_asked_for_once_a_minute()
    {
        var ca = AlipayCa.New();
        var (account, _) = Set(ca);
        var prepare = (IPublishesKeys)lab.Provider;
        for (var i = 0; i < 5; i++)
            await prepare.PrepareAsync(account, AlipayNotices.Of($"alipay_cert_sn={i:x32}&sign=AAAA"), None);
        Downloads().Should().Be(1);
        lab.Time.Advance(TimeSpan.FromMinutes(1));
        await prepare.PrepareAsync(account, AlipayNotices.Of("alipay_cert_sn=none&sign=AAAA"), None);
        Downloads().Should().Be(1, "that is no number of a certificate");
        lab.Sandbox.Certificate = null;
    }

    [Fact]
    public void Only_Alipays_own_certificate_below_the_roots_and_good_now_is_taken()
    {
        var ca = AlipayCa.New();
        var (account, _) = Set(ca);
        var ours = AlipayAccount.Of(account);
        var now = lab.Time.GetUtcNow();
        string? Take((string Number, string Pem, string Key) issued, DateTimeOffset? at = null, string? number = null) =>
            ours.Take(number ?? issued.Number, AlipayCertificates.Read(issued.Pem), at ?? now);
        var merchant = ca.Issue("CN=shop, O=A Shop, C=CN");

        Take(AlipayCa.New().Issue()).Should().Contain("root_cert", "another authority issued it");
        Take(merchant).Should().Contain("issued to", "merchants' certificates come from the same authority");
        Take(ca.IssueByMerchant(merchant.Pem, merchant.Key)).Should().Contain("root_cert", "a merchant's certificate issues none");
        Take(ca.Issue(years: 5), now.AddYears(6)).Should().Contain("root_cert", "it is out of date");
        Take(ca.Issue(), number: new string('0', 32)).Should().Contain("another certificate");
        Take(ca.Issue()).Should().BeNull();
        lab.Sandbox.Certificate = null;
    }

    [Fact]
    public async Task An_answer_under_a_certificate_of_somebody_elses_tells_nothing()
    {
        var ca = AlipayCa.New();
        var (account, _) = Set(ca);
        Sign(AlipayCa.New().Issue());
        (await lab.Provider.QueryAsync(account, AlipayLab.Query("none_2"), None)).Outcome.Should().Be(ProviderOutcome.Unknown);
        Sign(ca.Issue("CN=shop, O=A Shop, C=CN"));
        (await lab.Provider.QueryAsync(account, AlipayLab.Query("none_2"), None)).Outcome.Should().Be(ProviderOutcome.Unknown);
        lab.Sandbox.Certificate = null;
    }

    [Fact]
    public void A_certificate_is_read_as_it_is_downloaded()
    {
        var issued = AlipayCa.New().Issue();
        var chain = AlipayCertificates.ReadDownloaded(Convert.ToBase64String(Encoding.UTF8.GetBytes(issued.Pem)));
        chain.Should().HaveCount(2);
        AlipayCertificates.NumberOf(chain[0]).Should().Be(issued.Number);
        AlipayCertificates.ReadDownloaded(Convert.ToBase64String(chain[0].RawData)).Should().ContainSingle();
    }

    /// <summary>An account whose certificates are of an authority, and the stand-in signing by it.</summary>
    private (ProviderAccount Account, (string Number, string Pem, string Key) Alipay) Set(AlipayCa ca)
    {
        using var own = System.Security.Cryptography.RSA.Create();
        own.ImportPkcs8PrivateKey(Convert.FromBase64String(lab.Sandbox.Account["ALIPAY_PRIVATE_KEY"]), out _);
        var app = ca.Issue("CN=app, O=A Shop, C=CN", publicKeyOf: own.ExportPkcs8PrivateKeyPem());
        var alipay = ca.Issue();
        Sign(alipay);
        lab.Sandbox.Requests.Clear();
        var account = lab.AccountWith(("public_key", ""), ("app_cert", app.Pem), ("alipay_cert", alipay.Pem), ("root_cert", ca.RootPem));
        lab.Provider.Check(account).Should().BeEmpty();
        return (account, alipay);
    }

    private void Sign((string Number, string Pem, string Key) issued) =>
        lab.Sandbox.Certificate = new SandboxCertificate(issued.Number, issued.Pem, issued.Key);

    private int Downloads() => lab.Sandbox.Requests.Count(request => request.Body.Contains("alipaycert.download"));
}
