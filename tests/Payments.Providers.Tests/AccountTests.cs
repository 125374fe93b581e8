using Payments.Domain.Identity;
using Payments.Providers.Common;
using Payments.Providers.Medogram;

namespace Payments.Providers.Tests;

/// <summary>What is wrong with accounts' settings, and that secrets stay in.</summary>
public sealed class AccountTests
{
    private const string Uuid = TestAccounts.Merchant;

    [Theory]
    [InlineData("cryptomus", "", "api_key", "merchant_uuid")]
    [InlineData("cryptomus", $"api_key=k merchant_uuid={Uuid}")]
    [InlineData("cryptomus", "api_key=k merchant_uuid=x", "merchant_uuid")]
    [InlineData("cryptomus", $"api_key=k payout_key=k merchant_uuid={Uuid}", "payout_key")]
    [InlineData("cryptomus", $"api_key=k merchant_uuid={Uuid} base_url=http://api.heleket.com/v1", "base_url")]
    [InlineData("cryptomus", $"api_key=k merchant_uuid={Uuid} base_url=https://api.heleket.com/v1")]
    [InlineData("cryptomus", $"api_key=k merchant_uuid={Uuid} base_url=https://localhost/v1", "base_url")]
    [InlineData("cryptomus", $"api_key=k merchant_uuid={Uuid} webhook_url=x", "webhook_url")]
    [InlineData("cryptomus", $"api_key=k merchant_uuid={Uuid} webhook_scheme=hmac", "webhook_scheme")]
    [InlineData("cryptomus", $"api_key=k merchant_uuid={Uuid} webhook_networks=91.227.144", "webhook_networks")]
    [InlineData("cryptomus", $"api_key=k merchant_uuid={Uuid} webhook_networks=91.227.144.54/32,2001:db8::/32")]
    [InlineData("cryptomus", $"api_key=k merchant_uuid={Uuid} resend_version=3", "resend_version")]
    [InlineData("medogram", "", "api_key")]
    [InlineData("medogram", "api_key=k")]
    [InlineData("medogram", "api_key=k base_url=http://api.medogram.ir", "base_url")]
    [InlineData("medogram", "api_key=k redirect_url=/back", "redirect_url")]
    [InlineData("medogram", "api_key=k request_form=xml", "request_form")]
    [InlineData("medogram", "api_key=k path=../x", "path")]
    [InlineData("medogram", "api_key=k path=payment-test request_form=form base_url=https://bitpay.ir")]
    public async Task Faults_are_named_by_the_setting(string provider, string settings, params string[] faults)
    {
        await using var host = new ProviderHost();
        var account = Account(provider, settings) with { AllowsSandbox = false };

        host.Provider(provider).Check(account).Select(fault => fault.Setting).Should().Equal(faults);
    }

    [Theory]
    [InlineData("https://10.1.2.3/v1", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("https://[fd00::1]/v1", false)]
    [InlineData("https://[::ffff:192.168.1.1]/v1", false)]
    [InlineData("https://api.heleket.com/v1", true)]
    public async Task A_merchants_account_names_public_addresses_alone_and_the_operators_any(string url, bool isPublic)
    {
        await using var host = new ProviderHost();
        var account = Account("cryptomus", $"api_key=k merchant_uuid={Uuid} base_url={url}") with { AllowsSandbox = false };
        var own = account with { Owner = new MerchantId(new string('1', 32)) };

        host.Provider("cryptomus").Check(account).Should().BeEmpty();
        host.Provider("cryptomus").Check(own).Select(fault => fault.Setting).Should().Equal(isPublic ? [] : ["base_url"]);
    }

    [Theory]
    [InlineData("cryptomus", $"api_key=s3cret payout_key=s3cret2 callback_token=s3cret3 merchant_uuid={Uuid}")]
    [InlineData("medogram", "api_key=s3cret")]
    public void No_text_form_shows_a_secret(string provider, string settings)
    {
        var account = Account(provider, settings);
        var read = provider == "cryptomus" ? (object)account.Read() : MedogramAccount.Of(account);

        read.ToString().Should().NotContain("s3cret");
        account.ToString().Should().NotContain("s3cret");
    }

    [Fact]
    public async Task Every_variable_of_the_providers_documents_is_a_setting()
    {
        await using var host = new ProviderHost();

        host.Provider("cryptomus").Settings.Select(setting => setting.Variable).Should().Contain(
            ["CRYPTOMUS_API_KEY", "CRYPTOMUS_PAYOUT_KEY", "CRYPTOMUS_MERCHANT_UUID", "CRYPTOMUS_BASE_URL", "CRYPTOMUS_WEBHOOK_URL",
                "PAYMENT_CALLBACK_TOKEN"]);
        host.Provider("medogram").Settings.Select(setting => setting.Variable).Should()
            .Contain(["PAYMENT_GATEWAY_URL", "PAYMENT_API_KEY", "PAYMENT_REDIRECT_URL"]);
        foreach (var name in new[] { "cryptomus", "medogram" })
            host.Provider(name).Settings.Where(setting => setting.Name.Contains("key") || setting.Name.Contains("token")).Should()
                .OnlyContain(setting => setting.IsSecret);
    }

    private static ProviderAccount Account(string provider, string settings) => TestAccounts.Of(provider,
        [.. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2))
            .Select(pair => (pair[0], pair[1]))]);
}
