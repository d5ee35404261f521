"""A web identity and a SAML answer exchanged for sessions by boto3; prints one JSON object of what it saw."""
import json
import sys

import boto3
from botocore import UNSIGNED
from botocore.config import Config

endpoint, role, token, saml_role, saml_provider, assertion = sys.argv[1:7]
sts = boto3.client(
    "sts", endpoint_url=endpoint, region_name="eu-west-1", config=Config(signature_version=UNSIGNED)
)


def caller(credentials):
    session = boto3.client(
        "sts",
        endpoint_url=endpoint,
        region_name="eu-west-1",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )
    return session.get_caller_identity()["Arn"]


web = sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="py", WebIdentityToken=token)
saml = sts.assume_role_with_saml(RoleArn=saml_role, PrincipalArn=saml_provider, SAMLAssertion=assertion)
print(json.dumps({"web": caller(web["Credentials"]), "saml": caller(saml["Credentials"])}))
