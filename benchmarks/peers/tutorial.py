"""Read a scan as tutorials do: pdfplumber draws the page, pytesseract recognises it with its defaults."""

import sys

import pdfplumber
import pytesseract

with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        image = page.to_image(resolution=300).original
        pytesseract.image_to_data(image, lang="deu")
